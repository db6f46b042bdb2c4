import type bcrypt from 'bcrypt'
import { defineTool } from '../../mcp/tool.ts'

// One of the vectors of Openwall's crypt_blowfish.
const known = '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'

export const check = async ({ compare, getRounds, hashSync }: typeof bcrypt) => ({
  hash: hashSync('U*U', known.slice(0, 29)),
  good: await compare('U*U', known),
  bad: await compare('U*V', known),
  rounds: getRounds(known),
})

export const run = defineTool({
  name: 'bcrypt-run',
  description: 'Hashes and compares a password that is known (a native addon, prebuilt in the package).',
  run: async () => JSON.stringify(await check((await import('bcrypt')).default)),
})
