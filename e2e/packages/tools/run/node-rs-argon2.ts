import type { hash, verify } from '@node-rs/argon2'
import { defineTool } from '../../mcp/tool.ts'

export async function check(make: typeof hash, compare: typeof verify) {
  const salt = Buffer.from('somesaltsomesalt')
  const hashed = await make('password', { salt, memoryCost: 1024, timeCost: 2, parallelism: 1 })
  return { hashed, good: await compare(hashed, 'password'), bad: await compare(hashed, 'Password') }
}

export const run = defineTool({
  name: 'node-rs-argon2-run',
  description: 'Hashes and compares a password (a native addon by platform).',
  async run() {
    const { hash, verify } = await import('@node-rs/argon2')
    return JSON.stringify(await check(hash, verify))
  },
})
