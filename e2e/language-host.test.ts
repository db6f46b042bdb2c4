import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { delimiter, dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { imageTag } from '../infra/image-tag.ts'
import { awsMocks, goodToken } from '../infra/mocked-deployment.ts'
import { runProgram } from './engine.ts'
import { run } from './processes.ts'

/** Runs the program as it stands, with an image in the registry, so that no Docker is needed. */
function load(stack: string, project = 'serverless-mcp', changes: Record<string, unknown> = {}) {
  const { config } = parse(readFileSync(`Pulumi.${stack}.yaml`, 'utf8')) as { config: Record<string, unknown> }
  if (config['mcp:authorization'] === 'token') config['mcp:tokens'] = [goodToken]
  const tag = imageTag('.', { baseImage: 'public.ecr.aws/lambda/nodejs:24', architecture: 'x86_64', snapshot: true })
  const mocks = awsMocks(String(config['aws:region']), `${project}-${stack}`, { [tag]: `sha256:${'a'.repeat(64)}` })
  return runProgram({ directory: 'infra', project, stack, config: { ...config, ...changes }, mocks })
}

describe("in Pulumi's own language host", () => {
  test.each(['dev', 'qas', 'prod'])('the stack %s loads, and its outputs arrive', async stack => {
    const { code, outputs, messages, printed, types } = await load(stack)
    expect(messages.join('\n') + printed).toBe('')
    expect(code).toBe(0)
    expect(outputs).toMatchObject({
      McpEndpoint: `https://api123.execute-api.ap-southeast-2.amazonaws.com/${stack}/mcp`,
      imageUri: expect.stringMatching(/@sha256:a{64}$/),
      functionName: `serverless-mcp-${stack}-server`,
      functionVersion: '7',
      aliasName: 'live',
      logGroups: { server: `/serverless-mcp/${stack}/server` },
    })
    expect(types).toContain('aws:apigateway/restApiPut:RestApiPut')
  })

  test('a renamed project keeps its configuration', async () => {
    const { code, outputs, messages } = await load('prod', 'weather-tools')
    expect({ code, messages }).toEqual({ code: 0, messages: [] })
    expect(outputs).toMatchObject({
      functionName: 'weather-tools-prod-server',
      logGroups: { server: '/weather-tools/prod/server' },
    })
  })

  test('a configuration that cannot be used is told in full, without a stack trace, and nothing is registered', async () => {
    const changes = { 'mcp:throttle': { rate: 0 }, 'mcp:lamda': {} }
    const { code, messages, printed, types } = await load('dev', 'serverless-mcp', changes)
    expect(code).not.toBe(0)
    expect(messages.join('\n')).toBe(
      'The configuration of the stack "dev" cannot be used:\n' +
        '  - mcp:throttle.rate is 0, but must be above 0. Set it: npx pulumi config set --path "mcp:throttle.rate" VALUE\n' +
        '  - mcp:lamda is no known key. Did you mean mcp:lambda? Remove it: npx pulumi config rm --path "mcp:lamda"',
    )
    expect(printed).toBe('')
    expect(types.filter(type => type !== 'pulumi:pulumi:Stack')).toEqual([])
  })
})

describe('on a Node.js that knows no TypeScript', () => {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .filter(folder => folder !== dirname(process.execPath) && !folder.includes('node_modules'))
  const versionOf = (node: string) => spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim()
  const old = path.map(folder => `${folder}/node`).find(node => /^v(1\d|2[01])\./.test(versionOf(node) ?? ''))

  test.skipIf(old === undefined)('the program says to use npx pulumi', async () => {
    const { code, stderr } = await run(old ?? '', ['infra/index.js']).ended
    expect(code).toBe(1)
    expect(stderr).toContain('This program needs Node.js 22.18 or later')
    expect(stderr).toContain('npx pulumi in place of pulumi')
  })
})
