import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'

// finish.test.ts has what is told of each. This holds the guard to Node: a function that a version of Node adds is either told
// of, or said here to be harmless.

/** What a snapshot may have called: it answers by its arguments alone, or asks for what every process has alike. */
const harmless: Record<string, RegExp> = {
  process:
    /^(_|emit$|eventNames|getBuiltinModule|(get|set)MaxListeners|hasUncaught|listener|rawListeners|nextTick|off$|re(f|moveListener|moveAllListeners)$|unref|constructor|binding|reallyExit|assert$)/,
  performance: /^(clear|get|set|add|remove|dispatch|mark(ResourceTiming)$)/,
  crypto: /^$/,
  console: /^(_|Console$)/,
  'node:crypto':
    /^(argon2|checkPrime|decapsulate|diffieHellman$|get(Ciphers|CipherInfo|Curves|Hashes|RandomValues)$|hash$|hkdf|pbkdf2|private|publicDecrypt|scrypt|timingSafeEqual|verify$|webcrypto|[A-Z])/,
  'node:fs': /^(_|[A-Z])/,
  'node:fs/promises': /^$/,
  'node:os': /^$/,
  'node:timers': /^clear/,
  'node:timers/promises': /^$/,
  'node:dns': /^[A-Z]/,
  'node:dns/promises': /^[A-Z]/,
  'node:child_process': /^[A-Z_]/,
  'node:v8': /^(de)?serialize$|^[A-Z]/,
}

const program = `
const owners = { process, performance, crypto: globalThis.crypto, console }
for (const name of ${JSON.stringify(Object.keys(harmless))}) owners[name] ??= process.getBuiltinModule(name)
const functionsOf = object => {
  const found = {}
  for (let at = object; at && at !== Object.prototype; at = Object.getPrototypeOf(at))
    for (const key of Object.getOwnPropertyNames(at)) {
      const { value } = Object.getOwnPropertyDescriptor(at, key)
      if (typeof value === 'function' && key !== 'constructor') found[key] ??= value
    }
  return found
}
const all = () => Object.fromEntries(Object.entries(owners).map(([name, object]) => [name, functionsOf(object)]))
const before = all()
require(${JSON.stringify(join(import.meta.dirname, 'guard.cjs'))}).watch(() => {})
const after = all()
const untold = name => Object.keys(before[name]).filter(key => after[name][key] === before[name][key])
process.stdout.write(JSON.stringify(Object.fromEntries(Object.keys(owners).map(name => [name, untold(name)]))))
`

describe('every function of Node is told of or known to be harmless:', () => {
  let untold: Record<string, string[]>
  beforeAll(() => {
    untold = JSON.parse(execFileSync(process.execPath, ['--no-warnings', '--eval', program], { env: {} }).toString())
  })

  test.each(Object.entries(harmless))('%s', (name, known) => {
    expect(untold[name]?.filter(member => !known.test(member))).toEqual([])
  })
})
