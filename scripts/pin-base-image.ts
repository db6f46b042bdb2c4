import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fail } from '../command-line/fail.ts'
import { baseImageFile, readBaseImage } from '../infra/image/base-image.ts'

// Pins the base image: asks its registry for the digest that the tag has now, and writes that beside the tag.
// node scripts/pin-base-image.ts

const dockerfile = readFileSync(baseImageFile, 'utf8')
const pinned = readBaseImage(dockerfile)
const [tag = ''] = pinned.split('@')
const inspect = ['buildx', 'imagetools', 'inspect', tag, '--format', '{{.Manifest.Digest}}']
const { status, stdout, stderr, error } = spawnSync('docker', inspect, { encoding: 'utf8' })
if (error) fail('There is no Docker here: install it with buildx, then run this again.')

const digest = stdout.trim()
if (status !== 0 || !/^sha256:[0-9a-f]{64}$/.test(digest))
  fail(`Docker finds no digest of ${tag}: ${`${stderr}${stdout}`.trim()}`)
if (pinned === `${tag}@${digest}`) console.log(`${baseImageFile} has the digest already: ${pinned}`)
else {
  writeFileSync(baseImageFile, dockerfile.replace(/^FROM .*$/m, `FROM ${tag}@${digest}`))
  console.log(`${baseImageFile} builds upon ${tag}@${digest}. Commit it: Dependabot proposes each newer one.`)
}
