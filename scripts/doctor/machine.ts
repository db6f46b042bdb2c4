import { spawnSync } from 'node:child_process'
import { type Finding, good, missing } from './finding.ts'

/** Node.js, Docker and its builder. */
export function machineFindings(): Finding[] {
  const docker = answerOf(['version', '--format', '{{.Server.Version}}'])
  return [
    nodeFinding(process.versions.node),
    docker === undefined
      ? missing(
          'Docker does not answer: install and start it, or name an image: npx pulumi config set mcp:imageUri REPOSITORY@sha256:…',
        )
      : good(`Docker ${docker}`),
    ...(docker === undefined ? [] : [builderFinding()]),
  ]
}

function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return good(`Node.js ${version}`)
  return missing(
    `Node.js ${version} is too old: run this by \`npm run\`, which takes the version that \`npm ci\` installs.`,
  )
}

function builderFinding(): Finding {
  const buildx = answerOf(['buildx', 'version'])
  if (buildx !== undefined) return good(`buildx ${buildx.split(' ')[1] ?? ''}`.trim())
  return good("No buildx: Docker's old builder builds the image, for this machine's architecture only")
}

function answerOf(args: string[]): string | undefined {
  const { status, stdout } = spawnSync('docker', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined
}
