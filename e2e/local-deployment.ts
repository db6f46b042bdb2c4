import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Host, processHost } from 'lambda-local'
import { createDeployment, type Deployment } from '../local/deployment.ts'
import { localStack } from '../local/local-stack.ts'
import { fixtureBuild } from '../testing/fixtures.ts'

/** A bundle in a temporary folder, built as the image's. @param server default: the fixtures' */
export function bundle(server?: string): Disposable & { host: Host } {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'))
  const chosen = server === undefined ? fixtureBuild : ['--server', server]
  execFileSync(process.execPath, ['scripts/build.ts', '--no-snapshot', ...chosen, folder], { stdio: 'pipe' })
  return {
    host: processHost({ bundle: folder }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  }
}

/** A deployment as `npm run local` makes it: a stack in development, open to everybody, with more `mcp:` keys. */
export function deployLocally(host: Host, config: Record<string, unknown> = {}, issuer?: string): Promise<Deployment> {
  const own = Object.entries({ authorization: 'none', ...config }).map(([key, value]) => [`mcp:${key}`, value])
  const file = { stack: 'dev', name: 'Pulumi.dev.yaml', config: Object.fromEntries(own), passphrase: false }
  return createDeployment({ stack: localStack(file), host, issuer })
}
