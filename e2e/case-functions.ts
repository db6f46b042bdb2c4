import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { baseImage } from '../infra/image/base-image.ts'
import { authorizeByToken } from '../packages/lambda-local/tests/cases/authorization.ts'

/**
 * Builds an image of the functions that the cases of the gateway are written for. Handlers: `app.handler`, which answers
 * with its event, after `X-Delay-Ms` if there is that header, and `authorizer.handler`.
 *
 * @param tag its name
 */
export function buildCaseFunctions(tag: string): void {
  const base = process.env.BASE_IMAGE || baseImage
  const folder = mkdtempSync(join(tmpdir(), 'serverless-mcp-'))
  try {
    writeFileSync(join(folder, 'app.cjs'), `exports.handler = ${echo}`)
    writeFileSync(join(folder, 'authorizer.cjs'), `exports.handler = async event => (${authorizeByToken})(event)`)
    const build = ['build', '--quiet', '--tag', tag, '--file', '-', folder]
    execFileSync('docker', build, { input: `FROM ${base}\nCOPY . /var/task/\n`, stdio: 'pipe' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Without imports, as nothing but its source gets into the image. Names of headers arrive in lower case. */
async function echo(event: { headers: Record<string, string> }): Promise<object> {
  await new Promise(resolve => setTimeout(resolve, Number(event.headers['x-delay-ms'] ?? 0)))
  return { statusCode: 200, body: JSON.stringify(event) }
}
