import { pushCalls } from '../../testing/iam/provider-calls/images.ts'
import { invokeCalls, providerCalls } from '../../testing/iam/provider-calls/provider-calls.ts'

// Prints the calls that the roles are judged by, as JSON.

const owner = { stack: 'prod', name: 'serverless-mcp-prod', domain: 'mcp.example.com' }
const ofTypes = Object.values(providerCalls(owner)).flatMap(({ create, read, update = [], delete: remove }) => [
  ...[create, read, update, remove].flat(),
])
console.log(JSON.stringify([...ofTypes, ...pushCalls(owner), ...Object.values(invokeCalls(owner)).flat()]))
