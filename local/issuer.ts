import { parseArgs } from 'node:util'
import { onStop } from '../app/on-stop.ts'
import { fail } from '../scripts/fail.ts'
import { issuerAddresses, reachIssuer } from './issuer/addresses.ts'
import { createIssuer } from './issuer/create-issuer.ts'

// `npm run issuer`: an OpenID provider for development, so that the whole login of an MCP client ends on this machine.

const { values } = parseArgs({ options: { port: { type: 'string', default: '3001' } } })
const port = Number(values.port)
if (!/^\d+$/.test(values.port) || port > 65535) {
  fail(`--port is "${values.port}", but must be a whole number from 0 to 65535. Example: npm run issuer -- --port 3001`)
}

try {
  onStop({ stop: () => process.exit(), again: () => process.exit() })
  const { url } = await createIssuer({ port, addresses: await issuerAddresses(), log: console.log })
  console.log(`Issuer:      ${url}`)
  console.log(`Server:      AUTHORIZATION=jwt JWT_ISSUER=${url} npm start`)
  console.log(`Client:      npm run client`)
  console.log(`Containers:  docker run ${reachIssuer.join(' ')} …`)
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
  fail(`Port ${port} is taken. Stop what listens there, or choose another: npm run issuer -- --port ${port + 1}`)
}
