import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { baseImage } from '../infra/base-image.ts'
import { fail } from './fail.ts'

// `npm run image`: builds the container image as `serverless-mcp`, for this machine's architecture unless --platform says
// otherwise. BASE_IMAGE replaces the base of all stages, infra/base-image/Dockerfile.

const options = {
  platform: { type: 'string' },
  tag: { type: 'string', default: 'serverless-mcp' },
  'no-snapshot': { type: 'boolean' },
} as const
const values = parse(process.argv.slice(2))
const base = process.env.BASE_IMAGE || baseImage
const emulation = 'another architecture needs emulation, https://docs.docker.com/build/building/multi-platform'

if (spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { stdio: 'ignore' }).status !== 0) {
  fail('No Docker engine answers: install and start Docker, then run this again.')
}

const build = ['build', '--tag', values.tag, '--build-arg', `BASE_IMAGE=${base}`]
if (values.platform) build.push('--platform', values.platform)
if (values['no-snapshot']) build.push('--build-arg', 'SNAPSHOT=off')
const { status } = spawnSync('docker', [...build, '.'], { stdio: 'inherit' })

if (status !== 0) {
  fail(
    values.platform
      ? `The image cannot be built for ${values.platform} on this machine: Docker says why above; ${emulation}.`
      : 'The image cannot be built: Docker says why above.',
  )
}
console.log(`Built ${values.tag}. Run it: docker run --rm -p 9000:8080 ${values.tag}`)

function parse(args: string[]) {
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    const [reason] = (error as Error).message.split('. ')
    return fail(`${reason}. Example: npm run image -- --platform linux/arm64 --tag serverless-mcp --no-snapshot`)
  }
}
