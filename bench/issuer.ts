import { startTestIssuer } from '../testing/test-issuer.ts'
import { audience } from './candidates.ts'

// An issuer in a process of its own, as the benches wait for their children. Prints its URL and an access token, and ends
// with its standard input.

const issuer = await startTestIssuer()
const exp = Math.floor(Date.now() / 1000) + 3600
const token = await issuer.sign({ iss: issuer.issuer, aud: audience, sub: 'bench', exp })
console.log(JSON.stringify({ issuer: issuer.issuer, token }))
process.stdin.on('end', () => process.exit()).resume()
