import { expect, test } from 'vitest'
import { readStackFile } from '../command-line/stack-file.ts'
import { deploy } from '../testing/pulumi/mocked-deployment.ts'
import { localStack } from './local-stack.ts'
import { settingsOf } from './settings.ts'

/** What can be set and matters on one machine. */
const everything = {
  allowedOrigins: ['https://app.example.com'],
  lambda: {
    memorySize: 256,
    timeout: 29,
    reservedConcurrency: 20,
    logLevel: 'warn',
    snapshot: false,
    environment: { REPORTS_TABLE: 'reports' },
  },
}

const endpoint = 'http://localhost:4000/dev/mcp'

/** The settings of a stack here, and the same out of what Pulumi would make. */
async function both(name: string, config: Record<string, unknown>) {
  const file = readStackFile(name, 'testing/stacks')
  for (const [key, value] of Object.entries(config)) file.config[`mcp:${key}`] = value
  const { resources, one } = await deploy(name, { config })
  const lambdas = resources.filter(({ type }) => type === 'aws:lambda/function:Function')
  return {
    local: settingsOf(localStack(file), { endpoint, issuer: undefined }),
    deployed: {
      server: lambdas.find(resource => resource.name.endsWith('-server'))?.inputs,
      authorizer: lambdas.find(resource => resource.name.endsWith('-authorizer'))?.inputs,
      document: JSON.parse(String(one('aws:apigateway/restApiPut:RestApiPut').inputs.body)),
    },
  }
}

type Local = Awaited<ReturnType<typeof both>>['local']

/** A function's settings in Pulumi's words. */
function asDeployed(settings: Local['authorizer']) {
  return {
    imageConfig: { commands: [settings?.handler] },
    memorySize: settings?.memorySize,
    timeout: (settings?.timeoutMs ?? 0) / 1000,
  }
}

function variablesOf(inputs: Record<string, unknown> = {}): Record<string, unknown> {
  return (inputs.environment as { variables: Record<string, unknown> }).variables
}

test.each([
  ['dev', {}],
  ['qas', {}],
  ['prod', {}],
  ['prod', everything],
  ['prod', { streaming: true, lambda: { timeout: 300 } }],
])('the functions of %s are those that are deployed, with %j', async (name, config) => {
  const { local, deployed } = await both(name, config)
  expect(deployed.server).toMatchObject(asDeployed(local.server))
  expect(local.server.maxInstances).toBe(deployed.server?.reservedConcurrentExecutions)
  const { STATE_KEYS, ...variables } = variablesOf(deployed.server)
  expect(local.server.environment).toMatchObject({ ...variables, STATE_KEYS: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect(STATE_KEYS).toBeDefined()
  expect(local.authorizer === undefined).toBe(deployed.authorizer === undefined)
  if (deployed.authorizer === undefined) return
  expect(deployed.authorizer).toMatchObject(asDeployed(local.authorizer))
  const names = Object.keys(variablesOf(deployed.authorizer)) // Their values are secrets.
  expect(Object.keys(local.authorizer?.environment ?? {})).toEqual(expect.arrayContaining(names))
})

test.each([
  ['dev', {}],
  ['qas', {}],
  ['prod', everything],
  ['prod', { streaming: true, lambda: { timeout: 300 } }],
])('the document of %s is the one that is deployed, but for its ARNs, with %j', async (name, config) => {
  const { local, deployed } = await both(name, config)
  const withoutArns = JSON.stringify(deployed.document)
    .replace(/"arn:aws:apigateway:[^"]+-server:live[^"]*"/, '"server"')
    .replace(/"arn:aws:apigateway:[^"]+-authorizer:live[^"]*"/, '"authorizer"')
  expect(local.document).toEqual(JSON.parse(withoutArns))
})

test('of a token the authorizer knows the digest, and the server nothing', () => {
  const stack = localStack(readStackFile('qas', 'testing/stacks'))
  const { server, authorizer } = settingsOf(stack, { endpoint, issuer: undefined })
  expect(authorizer?.environment?.TOKEN_DIGESTS).toMatch(/^[0-9a-f]{64}$/)
  expect(JSON.stringify({ server, authorizer })).not.toContain(stack.token)
})
