import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { json } from 'node:stream/consumers'
import { GetAliasCommand, ListVersionsByFunctionCommand, UpdateAliasCommand } from '@aws-sdk/client-lambda'
import { expect, onTestFinished, test } from 'vitest'
import { http, listen } from '../e2e/transports.ts'
import { FakeAws } from '../testing/fake-aws.ts'
import { node, type Process } from '../testing/processes.ts'

// The command as it is typed: Pulumi is a stand-in on the PATH, AWS a server on loopback that the real SDK talks to.

const standIn = `#!${process.execPath}
const argv = process.argv.slice(2)
const called = (...words) => words.every((word, index) => argv[index] === word)
if (!argv.includes('--non-interactive')) throw new Error('It would ask')
if (argv.includes('gone')) console.error("error: no stack named 'gone' found"), process.exit(6)
if (called('stack', 'output', '--json')) console.log(process.env.OUTPUTS)
if (called('config', '--json')) console.log(process.env.CONFIG)
if (called('stack', '--show-name')) console.log('dev')
`

interface Release extends Disposable {
  aws: FakeAws
  run(args?: string[], env?: NodeJS.ProcessEnv): Process
}

/** A stack whose server is at the endpoint, with versions 3 to 5, of which 5 is live. */
async function deployed(endpoint: string, config: Record<string, string> = {}, refusal?: string) {
  const directory = mkdtempSync(join(tmpdir(), 'release-'))
  writeFileSync(join(directory, 'Pulumi.yaml'), 'name: serverless-mcp\n')
  writeFileSync(join(directory, 'pulumi'), standIn)
  chmodSync(join(directory, 'pulumi'), 0o755)
  const aws = new FakeAws()
  aws.point('5')
  const server = await listen(answer(aws, refusal))
  onTestFinished(async () => {
    rmSync(directory, { recursive: true })
    await server[Symbol.asyncDispose]()
  })
  const entries = Object.entries({ 'aws:region': 'ap-southeast-2', 'mcp:authorization': 'none', ...config })
  const env = {
    PATH: `${directory}${delimiter}${process.env.PATH}`,
    OUTPUTS: JSON.stringify({ McpEndpoint: endpoint, functionName: 'server', functionVersion: '5', aliasName: 'live' }),
    CONFIG: JSON.stringify(Object.fromEntries(entries.map(([key, value]) => [key, { value, secret: false }]))),
    AWS_ENDPOINT_URL: server.url,
    AWS_ACCESS_KEY_ID: 'nobody',
    AWS_SECRET_ACCESS_KEY: 'nothing',
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    MCP_AUTH_TOKEN: undefined,
  }
  const script = resolve('scripts/release.ts')
  const run: Release['run'] = (args = [], more) => node([script, ...args], { ...env, ...more }, { cwd: directory })
  return { aws, run }
}

/** The fake behind Lambda's REST protocol, and CodeDeploy's: JSON to one address. */
function answer(aws: FakeAws, refusal: string | undefined): RequestListener {
  return async (req, res) => {
    const { method, headers } = req
    const { pathname: path, searchParams } = new URL(req.url ?? '/', 'http://localhost')
    const input = method === 'GET' ? {} : ((await json(req)) as Record<string, unknown>)
    const lambda = { FunctionName: 'server', Name: 'live' }
    const commands: Record<string, object> = {
      'GET /2015-03-31/functions/server/aliases/live': new GetAliasCommand(lambda),
      'PUT /2015-03-31/functions/server/aliases/live': new UpdateAliasCommand({ ...lambda, ...input }),
      'GET /2015-03-31/functions/server/versions': new ListVersionsByFunctionCommand({
        ...lambda,
        Marker: searchParams.get('Marker') ?? undefined,
      }),
    }
    if (headers['x-amz-target'] === 'CodeDeploy_20141006.ListDeployments') return void res.end('{"deployments":[]}')
    const command = commands[`${method} ${path}`]
    if (command && !refusal) return void res.end(JSON.stringify((await aws.send(command)) ?? {}))
    res.writeHead(refusal ? 403 : 404, { 'x-amzn-errortype': refusal ? 'AccessDeniedException' : 'NotFoundException' })
    res.end(JSON.stringify({ Message: refusal ?? `${method} ${path}` }))
  }
}

test('direct: tries the version that `up` made live', async () => {
  await using server = await http()
  const { aws, run } = await deployed(`${server.url}/mcp`)
  expect(await run().ended).toEqual({
    code: 0,
    signal: null,
    stdout: `Version 5 is live, and answers the sample client at ${server.url}/mcp.\n`,
    stderr: '',
  })
  expect(aws.alias.FunctionVersion).toBe('5')
})

test('direct: takes a version back that does not answer', async () => {
  await using server = await http()
  const { aws, run } = await deployed(`${server.url}/nothing-here`)
  const { code, stdout, stderr } = await run(['-s', 'organization/serverless-mcp/dev']).ended
  expect(code).toBe(1)
  expect(stdout).toMatch(/^The smoke test failed, and is tried once more: .*nothing-here is not an MCP server/)
  expect(stderr).toMatch(/^The smoke test of version 5 failed: .*\n`live` is back at version 4\.\n$/)
  expect(aws.alias).toMatchObject({ FunctionVersion: '4', RoutingConfig: { AdditionalVersionWeights: {} } })
})

test('Ctrl-C during the smoke test takes nothing back', async () => {
  let arrived = () => {}
  const asked = new Promise<void>(resolve => {
    arrived = resolve
  })
  await using server = await listen(() => arrived())
  const { aws, run } = await deployed(`${server.url}/mcp`)
  const release = run()
  await asked
  release.child.kill('SIGINT')
  expect(await release.ended).toMatchObject({
    code: 130,
    stderr: 'Interrupted. `npm run release -- list` shows where `live` is.\n',
  })
  expect(aws.alias.FunctionVersion).toBe('5')
})

test('canary: tries what is live where there is nothing to shift', async () => {
  await using server = await http()
  const { run } = await deployed(`${server.url}/mcp`, { 'mcp:release': 'canary' })
  const { code, stdout } = await run(['--stack=dev']).ended
  expect(stdout).toMatch(/^Nothing to shift: `live` is at version 5\.\nVersion 5 is live, and answers/)
  expect(code).toBe(0)
})

test('asks for the token before anything else', async () => {
  const { aws, run } = await deployed('http://127.0.0.1:9/mcp', { 'mcp:authorization': 'token' })
  expect(await run().ended).toMatchObject({
    code: 1,
    stderr: 'The smoke test of "dev" needs a token: set MCP_AUTH_TOKEN, or leave the test out by --no-smoke.\n',
  })
  expect(aws.calls).toEqual([])
  expect(await run(['--no-smoke']).ended).toMatchObject({ code: 0 })
})

test('no permission is one sentence', async () => {
  const refusal =
    'User: arn:aws:iam::123456789012:user/ada is not authorized to perform: lambda:GetAlias on resource: x'
  const { run } = await deployed('http://127.0.0.1:9/mcp', {}, refusal)
  expect(await run(['rollback']).ended).toMatchObject({
    code: 1,
    stderr: `AWS refuses lambda:GetAlias on the stack "dev": allow it to this identity. AWS says: ${refusal}\n`,
  })
})

test('leaves it to Pulumi to say what is wrong with a stack, and names an output that is missing', async () => {
  const { run } = await deployed('http://127.0.0.1:9/mcp')
  expect(await run(['-s', 'gone']).ended).toMatchObject({
    code: 1,
    stderr:
      "error: no stack named 'gone' found\n" +
      '`pulumi stack output --json --stack gone --non-interactive` ended with exit code 6: Pulumi says why above.\n',
  })
  expect(await run([], { OUTPUTS: '{}' }).ended).toMatchObject({
    code: 1,
    stderr: 'The stack "dev" has no output functionName: deploy it first, by `npm run deploy -- dev`.\n',
  })
})
