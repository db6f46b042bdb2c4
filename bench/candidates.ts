import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { codeFlags } from 'lambda-snapshot'
import { proxyEvent, rpcEvent } from '../scripts/build/proxy-event.ts'

/** What a row of the tables says of itself. */
export interface Row {
  name: string
  /** `floor` is what every row is compared with; the fastest `peer` is what ours are compared with too. */
  kind: 'floor' | 'ours' | 'peer'
}

/** One row of the tables: a handler, and the call that it is measured by. */
export interface Candidate extends Row {
  /** The handler's file: a name in the directory of the bundles, or an absolute path. */
  file: string
  /** The snapshot that the process is restored from, named likewise. Default: none. */
  blob?: string
  /** Which export of the file. Default: `handler`. */
  export?: 'stream'
  event: object
  /** How the answer is known to be the right one: `answers.mjs` refuses any other. */
  answer: 'empty' | 'pong' | 'allow'
  /** The function's environment. Default: none. */
  env?: Record<string, string>
}

/** One row of the containers' table. */
export type ContainerCandidate = Omit<Candidate, 'file' | 'blob'> & {
  /** What an image of its own is made of. Default: the image that `npm run image` builds. */
  file?: string
  /** The project's folder that `npm run image` builds in. Default: a copy of this one, which offers the fixtures. */
  project?: string
}

/** The memory of the function that is imitated, in MB. It decides the limits of the heap. */
export const memoryMb = 512
const youngMb = Math.floor(memoryMb / 10)

/** How the bootstrap of Lambda's Node.js image starts Node. */
export const lambdaFlags = [
  ...codeFlags,
  '--max-http-header-size=81920',
  `--max-semi-space-size=${Math.floor(youngMb / 2)}`,
  `--max-old-space-size=${memoryMb - youngMb}`,
]

/** What the `Dockerfile` sets for each function of the image: nothing. LOG_LEVEL keeps the request line out. */
export const imageEnvironment = { LOG_LEVEL: 'error' }

/** What API Gateway adds to a client's headers. */
const headers = {
  Authorization: 'Bearer bench',
  Host: 'abcdef1234.execute-api.eu-west-1.amazonaws.com',
  'User-Agent': 'bench',
  'X-Amzn-Trace-Id': 'Root=1-00000000-000000000000000000000000',
  'X-Forwarded-For': '192.0.2.1',
  'X-Forwarded-Port': '443',
  'X-Forwarded-Proto': 'https',
}

const authorizer = { principalId: 'token-00000000', scopes: '', integrationLatency: 3 }
const params = { name: 'ping', arguments: { message: 'bench' } }

const call2026 = rpcEvent('tools/call', params, { headers, authorizer })

/** A tool's call of the older generation. */
const call2025 = (name: string) =>
  proxyEvent(
    'POST',
    '/mcp',
    JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { ...params, name } }),
    {
      headers: {
        Accept: 'application/json, text/event-stream',
        'Content-Type': 'application/json',
        'MCP-Protocol-Version': '2025-11-25',
        ...headers,
      },
      authorizer,
    },
  )

const tokenEvent = {
  type: 'TOKEN',
  authorizationToken: headers.Authorization,
  methodArn: 'arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/dev/POST/mcp',
}

/** For whom an access token has to be: the endpoint of that method. */
export const audience = 'https://abcdef1234.execute-api.eu-west-1.amazonaws.com/dev/mcp'

const [is2025, is2026] = [
  { event: call2025('ping'), answer: 'pong' },
  { event: call2026, answer: 'pong' },
] as const

/** What every other row is compared with. */
export const emptyHandler: Candidate = {
  name: 'empty handler',
  kind: 'floor',
  file: join(import.meta.dirname, 'empty.cjs'),
  event: call2026,
  answer: 'empty',
}

const ours = { kind: 'ours', file: 'app.cjs' } as const
const snapshot = { ...ours, blob: 'app.blob' }

/** Its first call asks an issuer on this machine for metadata and keys: `withIssuer`. */
const jwtAuthorizer: Candidate = {
  name: 'authorizer, jwt',
  kind: 'ours',
  file: 'authorizer.cjs',
  event: {},
  answer: 'allow',
}

export const candidates: readonly Candidate[] = [
  emptyHandler,
  { name: 'server, 2025-11-25', ...snapshot, ...is2025 },
  { name: 'server, 2026-07-28', ...snapshot, ...is2026 },
  { name: 'server without snapshot, 2025-11-25', ...ours, ...is2025 },
  { name: 'server without snapshot, 2026-07-28', ...ours, ...is2026 },
  { name: 'server streaming, 2025-11-25', ...snapshot, export: 'stream', ...is2025 },
  {
    name: 'authorizer, token',
    kind: 'ours',
    file: 'authorizer.cjs',
    event: tokenEvent,
    answer: 'allow',
    env: { TOKEN_DIGESTS: createHash('sha256').update('bench').digest('hex') },
  },
  jwtAuthorizer,
]

/** The rows, with an issuer for the one that takes its access tokens. */
export const withIssuer = (issuer: string, accessToken: string): Candidate[] =>
  candidates.map(row =>
    row === jwtAuthorizer
      ? {
          ...row,
          event: { ...tokenEvent, authorizationToken: `Bearer ${accessToken}` },
          env: { AUTHORIZATION: 'jwt', JWT_ISSUER: issuer },
        }
      : row,
  )

/** The server's own parts, put together as their documentation has it: what a warm call is compared with. */
export const sameParts = 'Koa + serverless-http + SDK 2, 2025-11-25'

/** Each is built from `peers/` to this file. They get the call of 2025-11-25, as not all of them speak the newer generation. */
export const peers: readonly Candidate[] = [
  { name: sameParts, kind: 'peer', file: 'peers/koa.cjs', ...is2025 },
  { name: 'Hono + SDK 2, 2025-11-25', kind: 'peer', file: 'peers/hono.cjs', ...is2025 },
  { name: 'mcp-handler, 2025-11-25', kind: 'peer', file: 'peers/mcp-handler.cjs', ...is2025 },
  { name: 'fastmcp (edge), 2025-11-25', kind: 'peer', file: 'peers/fastmcp.cjs', ...is2025 },
  { name: 'Express + SDK 1, 2025-11-25', kind: 'peer', file: 'peers/express.cjs', ...is2025 },
]

/** Rows of one image differ by their `env`. */
export const containerCandidates: readonly ContainerCandidate[] = [
  emptyHandler,
  { name: 'server, 2025-11-25', kind: 'ours', ...is2025 },
  { name: 'server without snapshot, 2025-11-25', kind: 'ours', ...is2025, env: { SNAPSHOT: 'off' } },
]

const isDynamodb = { event: call2025('dynamodb'), answer: 'pong' } as const

/** Servers of the five tools of `peers/five/`, of which the first call takes one. */
export const fiveToolPeers: readonly Candidate[] = [
  { name: 'Koa + serverless-http + SDK 2', kind: 'peer', file: 'peers/koa-five.cjs', ...isDynamodb },
  { name: 'fastmcp (edge)', kind: 'peer', file: 'peers/fastmcp-five.cjs', ...isDynamodb },
]

/** @param project the folder of this server with the five tools */
export const fiveToolCandidates = (project: string): readonly ContainerCandidate[] => [
  emptyHandler,
  { name: 'server', kind: 'ours', project, ...isDynamodb },
  { name: 'server without snapshot', kind: 'ours', project, ...isDynamodb, env: { SNAPSHOT: 'off' } },
]
