import { spawnSync } from 'node:child_process'
import { readCommandLine } from '../command-line/command-line.ts'

// `npm run check`: everything that reads the code without running it, in the order of what is worth knowing first.

readCommandLine({
  script: 'npm run check',
  does: 'Checks types (tsc), format and lint (Biome), unused code (knip), and what imports what (dependency-cruiser). `npx biome check --write` fixes what Biome can fix.',
  options: {},
  examples: ['npm run check'],
})

const imports = 'depcruise --config .dependency-cruiser.mjs --output-type err-long .'

for (const command of ['tsc', 'biome check --error-on-warnings', 'knip', imports]) {
  const { status } = spawnSync(command, { stdio: 'inherit', shell: true })
  if (status !== 0) process.exit(status ?? 1)
}
