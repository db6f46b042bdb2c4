import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { imageInputs } from '../infra/image/image-tag.ts'
import { docker } from './container.ts'

const image = inject('image')

// The tag says "the same content" for exactly what Docker can see: a file that one of them knows of and the other does
// not would either build the same tag twice, which the registry refuses, or not build what has changed.
test.skipIf(image === null)("Docker is sent exactly the files that the image's tag is taken over", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'context-'))
  const dockerfile = join(folder, 'Dockerfile')
  writeFileSync(dockerfile, `FROM ${image}\nCOPY . /context\n`)
  try {
    execFileSync('docker', ['build', '--quiet', '--tag', 'serverless-mcp:context', '--file', dockerfile, '.'], {
      stdio: 'pipe',
    })
    const sent = await docker('run', '--rm', '--entrypoint', 'find', 'serverless-mcp:context', '/context', '-type', 'f')
    const files = sent.split('\n').map(path => path.slice('/context/'.length))
    expect(files.sort()).toEqual(imageInputs('.').filter(path => path !== 'Dockerfile'))
  } finally {
    rmSync(folder, { recursive: true })
    await docker('rmi', '--force', 'serverless-mcp:context')
  }
})
