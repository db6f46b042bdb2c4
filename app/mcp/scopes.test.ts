import { describe, expect, test } from 'vitest'
import { serverInfo } from '../server-info.ts'
import { createMcp } from './create-mcp.ts'
import { definePrompt } from './prompt.ts'
import { createCall } from './request-scope.ts'
import { defineResource } from './resource.ts'
import { testClient } from './test-client.ts'
import { defineTool } from './tool.ts'

const scopes = ['reports:read', 'reports:list'] as const
const entitled = { principal: 'user-1', authenticated: true, scopes: [...scopes] }

/** Has run when it should not have. */
const ran: string[] = []
const guarded = (name: string) => {
  const run = () => `run ${ran.push(name)}`
  return {
    tools: [defineTool({ name, description: 'Reads reports.', scopes: [...scopes], run })],
    resources: [defineResource({ name, uri: 'report://7', scopes: [...scopes], read: run })],
    prompts: [definePrompt({ name, scopes: [...scopes], get: run })],
  }
}

const headers = { Accept: 'application/json, text/event-stream', 'Content-Type': 'application/json' }
const legacy = (method: string, params: object): [Request, unknown] => [
  new Request('http://localhost/mcp', {
    method: 'POST',
    headers: { ...headers, 'MCP-Protocol-Version': '2025-11-25' },
  }),
  { jsonrpc: '2.0', id: 7, method, params },
]
function modern(method: string, params: { name?: string; uri?: string }): [Request, unknown] {
  const version = '2026-07-28'
  const names = { 'MCP-Protocol-Version': version, 'Mcp-Method': method, 'Mcp-Name': params.name ?? params.uri ?? '' }
  const _meta = { 'io.modelcontextprotocol/protocolVersion': version, 'io.modelcontextprotocol/clientCapabilities': {} }
  return [
    new Request('http://localhost/mcp', { method: 'POST', headers: { ...headers, ...names } }),
    { jsonrpc: '2.0', id: 7, method, params: { ...params, _meta } },
  ]
}

const resourceMetadata = 'https://mcp.example.com/.well-known/oauth-protected-resource/mcp'

describe.each([
  ['2026-07-28', modern, 'auto'],
  ['2025-11-25', legacy, 'legacy'],
] as const)('in the generation of %s', (_version, rpc, mode) => {
  const client = { versionNegotiation: { mode } }

  test.each([
    ['tools/call', { name: 'hidden' }],
    ['prompts/get', { name: 'hidden' }],
    ['resources/read', { uri: 'report://7' }],
  ])('%s without its scopes is 403, with a challenge, and an error that names the scopes', async (method, params) => {
    for (const hideForbidden of [false, true]) {
      const mcp = createMcp({ info: serverInfo, ...guarded('hidden'), hideForbidden })
      const response = await mcp.fetch(...rpc(method, params), createCall({ resourceMetadata }))
      expect(response.status).toBe(403)
      const challenge = response.headers.get('WWW-Authenticate')
      expect(challenge).toMatch(/^Bearer error="insufficient_scope"/)
      expect(challenge).toContain('scope="reports:read reports:list"')
      expect(challenge).toContain(`resource_metadata="${resourceMetadata}"`)
      expect(await response.json()).toMatchObject({
        jsonrpc: '2.0',
        id: 7,
        error: { code: -32000, message: expect.stringContaining('reports:read reports:list') },
      })
    }
    expect(ran).toEqual([])
  })

  test('one scope of two is not enough, and the metadata is left out where it is unknown', async () => {
    const mcp = createMcp({ info: serverInfo, ...guarded('hidden') })
    const call = createCall({ identity: { ...entitled, scopes: ['reports:read'] } })
    const response = await mcp.fetch(...rpc('tools/call', { name: 'hidden' }), call)
    expect(response.status).toBe(403)
    expect(response.headers.get('WWW-Authenticate')).not.toContain('resource_metadata')
    expect(ran).toEqual([])
  })

  /** The names in all four lists. */
  async function listed(options: Parameters<typeof testClient>[0]) {
    const { tools, resources, prompts } = guarded('reports')
    const connected = await testClient({
      client,
      tools: [...tools, defineTool({ name: 'open', description: 'Open.', run: () => 'open' })],
      resources: [
        ...resources,
        defineResource({ name: 'any', uri: 'any://{id}', scopes: [...scopes], read: () => '' }),
      ],
      prompts,
      ...options,
    })
    const lists = await Promise.all([
      connected.listTools().then(({ tools }) => tools),
      connected.listResources().then(({ resources }) => resources),
      connected.listResourceTemplates().then(({ resourceTemplates }) => resourceTemplates),
      connected.listPrompts().then(({ prompts }) => prompts),
    ])
    return lists.flat().map(({ name }) => name)
  }
  const all = ['reports', 'open', 'reports', 'any', 'reports']

  test('what the caller may not call is listed, so that a client can ask for the scopes', async () => {
    expect(await listed({})).toEqual(all)
  })

  test('with hideForbidden it is not listed', async () => {
    expect(await listed({ hideForbidden: true })).toEqual(['open'])
    expect(await listed({ hideForbidden: true, identity: entitled })).toEqual(all)
  })
})

test('a batch cannot hide a call behind a list', async () => {
  for (const hideForbidden of [false, true]) {
    const mcp = createMcp({ info: serverInfo, ...guarded('hidden'), hideForbidden })
    const [request, call] = legacy('tools/call', { name: 'hidden' })
    const list = { jsonrpc: '2.0', id: 8, method: 'tools/list' }
    const response = await mcp.fetch(request, [list, call], createCall())
    expect(await response.text()).toContain('reports:read')
  }
  expect(ran).toEqual([])
})
