import { onStop } from '../app/on-stop.ts'
import { readCommandLine, wholeNumber } from '../command-line/command-line.ts'
import { fail } from '../command-line/fail.ts'
import { issuerAddresses, reachIssuer } from './issuer/addresses.ts'
import { createIssuer } from './issuer/create-issuer.ts'

// `npm run issuer`: an OpenID provider for development, so that the whole login of an MCP client ends on this machine.

const line = {
  script: 'npm run issuer',
  does: 'Runs an OpenID provider for development, so that an MCP client can log in without leaving this machine.',
  options: {
    port: { type: 'string', value: 'PORT', default: '3001', help: 'The port to listen on; 0 lets the system choose.' },
  },
  examples: ['npm run issuer -- --port 3001'],
} as const
const port = wholeNumber(line, 'port', readCommandLine(line).values.port, [0, 65_535], 3001)

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
