import { spawnSync } from 'node:child_process'
import { readCommandLine } from '../command-line/command-line.ts'
import { fail } from '../command-line/fail.ts'
import { baseImage } from '../infra/image/base-image.ts'

// `npm run image`: builds the container image as `serverless-mcp`, for this machine's architecture unless --platform says
// otherwise. BASE_IMAGE replaces the base of all stages, infra/image/base-image/Dockerfile.

const { values } = readCommandLine({
  script: 'npm run image',
  does: 'Builds the container image with Docker.',
  options: {
    platform: { type: 'string', value: 'PLATFORM', help: "linux/arm64 or linux/amd64. Default: this machine's." },
    tag: { type: 'string', value: 'NAME', default: 'serverless-mcp', help: 'The name of the image.' },
    'no-snapshot': { type: 'boolean', help: 'Builds without a snapshot.' },
  },
  variables: { BASE_IMAGE: 'Replaces the base of all stages. Default: that of infra/image/base-image/Dockerfile.' },
  examples: ['npm run image -- --platform linux/arm64 --tag serverless-mcp --no-snapshot', 'npm run image'],
})
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
