import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fail, output, required } from './github.ts'

// For the attestations beside an image that was built: its name and digest apart, and a list of what is bundled in it.

const [name, digest] = required('IMAGE_URI').split('@')
if (!name || !digest) fail(`The image has no digest: ${process.env.IMAGE_URI}`)
output('name', name)
output('digest', digest)
const sbom = execFileSync('npm', ['sbom', '--package-lock-only', '--omit=dev', '--sbom-format=spdx'], {
  encoding: 'utf8',
})
writeFileSync('sbom.spdx.json', sbom)
