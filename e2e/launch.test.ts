import { readFileSync } from 'node:fs'
import { describe, expect, inject, test } from 'vitest'
import { rpcEvent } from '../scripts/build/proxy-event.ts'
import { type Container, container, docker } from './container.ts'

// The launcher of the image: a snapshot that would end Node is not used, and the log says so. One whose bytes have changed
// Node takes without a word: the build of the image looks for that.

const image = inject('image') ?? ''
const shell = ['--entrypoint', 'sh']
const warning = '{"level":"warn","message":"snapshot not used: '

/** Starts the image after something has been done to it. */
const startAfter = (damage: string, env: Record<string, string> = {}, handler = 'app.handler') =>
  container(image, env, ['-c', `${damage}; exec /var/task/launch.sh ${handler}`], shell)

const warnings = async ({ id }: Container) =>
  (await docker('logs', id)).split('\n').filter(line => line.includes('snapshot'))

/** How many of its processes were told of the snapshot. */
const told = ({ id }: Container) =>
  docker(
    'exec',
    id,
    'sh',
    '-c',
    'cat /proc/[0-9]*/environ 2>/dev/null | tr "\\0" "\\n" | grep -c snapshot-blob || true',
  )

const another = '99.99.9'
const damages = {
  'that is gone': 'rm app.blob',
  'that was cut off': 'truncate --size 5000000 app.blob',
  'with a broken head': "printf '\\0\\0\\0\\0' | dd of=app.blob conv=notrunc",
  'of another Node': `LC_ALL=C sed -i "0,/$(node -p process.versions.node)/s//${another}/" app.blob; grep -q ${another} app.blob || exit 1`,
  'on a Node of another size': 'printf x >> "$(command -v node)"',
}

describe.skipIf(image === '').concurrent('the launcher', () => {
  test.each(Object.entries(damages))('starts without a snapshot %s, and says so in one line', async (_how, damage) => {
    await using server = await startAfter(damage)
    expect(await server.invoke(rpcEvent('tools/list'))).toMatchObject({ statusCode: 200 })
    expect(await warnings(server)).toEqual([expect.stringContaining(warning)])
    expect(await told(server)).toBe('0')
  })

  test('uses the snapshot as it was built, and says nothing', async () => {
    await using server = await startAfter(':')
    expect(await server.invoke(rpcEvent('tools/list'))).toMatchObject({ statusCode: 200 })
    expect(await warnings(server)).toEqual([])
    expect(await told(server)).not.toBe('0')
  })

  test.each([
    ['the server with SNAPSHOT=off', { SNAPSHOT: 'off' }, 'app.handler', rpcEvent('tools/list')],
    ['the authorizer', {}, 'authorizer.handler', { type: 'TOKEN' }],
  ])('asks nothing of the snapshot for %s', async (_what, env: Record<string, string>, handler, event) => {
    await using started = await startAfter('rm app.blob', env, handler)
    await started.invoke(event)
    expect(await warnings(started)).toEqual([])
    expect(await told(started)).toBe('0')
  })
})

describe.skipIf(image === '')("the check in the image's build", () => {
  const [, check = 'exit 99'] = /^RUN (sha256sum .*)$/m.exec(readFileSync('Dockerfile', 'utf8')) ?? []
  const run = (damage: string) => docker('run', '--rm', ...shell, image, '-c', `${damage} && ${check}`)

  test('passes the files as they were built', async () => {
    expect(await run(':')).toContain('app.blob: OK')
  })

  test('fails when bytes in the middle of the snapshot have changed', async () => {
    const change = 'dd if=/dev/urandom of=app.blob bs=16 count=1 seek=300000 conv=notrunc'
    await expect(run(change)).rejects.toThrow('1 computed checksum did NOT match')
  })
})
