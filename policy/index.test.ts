import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'

const runner = createRequire(import.meta.url).resolve('@pulumi/pulumi/cmd/run-policy-pack')

/** Starts the pack as the Pulumi CLI does. The address is the engine's, which the pack does not call by itself. */
function startPack(nodeOptions = '') {
  const env = { ...process.env, NODE_OPTIONS: nodeOptions, NO_COLOR: '1' }
  return spawn(process.execPath, [runner, '127.0.0.1:1', '.'], { cwd: import.meta.dirname, env })
}

it('starts, and prints the port that it can be asked at', async () => {
  const pack = startPack()
  const [port] = await pack.stdout.take(1).toArray()
  pack.kill()
  expect(String(port)).toMatch(/^\d+\n$/)
})

it('says in one line what to do where Node.js is too old for it', async () => {
  const version = `Object.defineProperty(process.versions, 'node', { value: '18.20.4' })`
  const pack = startPack(`--import=data:text/javascript,${encodeURIComponent(version)}`)
  const exit = new Promise(resolve => pack.on('exit', resolve))
  const output = (await Promise.all([text(pack.stdout), text(pack.stderr)])).join('').trim()
  expect(output).toMatch(/need Node\.js 22\.18 or later, and run on 18\.20\.4\. .* npx pulumi in place of pulumi\.$/)
  expect(output.split('\n')).toHaveLength(1)
  expect(await exit).not.toBe(0)
})
