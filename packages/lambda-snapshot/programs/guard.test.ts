import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'

// finish.test.ts has what is told of each. This holds the guard to Node: a function that a version of Node adds is either told
// of, or said here to be harmless.

/** What a snapshot may have called: it answers by its arguments alone, or asks for what every process has alike. */
const harmless: Record<string, RegExp> = {
  process:
    /^(_|emit$|eventNames|getBuiltinModule|(get|set)MaxListeners|hasUncaught|listener|rawListeners|nextTick|off$|re(f|moveListener|moveAllListeners)$|unref|constructor|assert$)/,
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

test("a snapshot holds each of Node's modules that the guard takes for one that it can", () => {
  const folder = mkdtempSync(join(tmpdir(), 'guard-'))
  try {
    const guard = JSON.stringify(join(import.meta.dirname, 'guard.cjs'))
    const ask = `const { holds } = require(${guard}).watch(() => {})
      process.stdout.write(JSON.stringify(${JSON.stringify(builtinModules)}.filter(holds)))`
    const held: string[] = JSON.parse(execFileSync(process.execPath, ['--eval', ask], { env: {} }).toString())
    const entry = join(folder, 'entry.cjs')
    writeFileSync(
      entry,
      `globalThis.held = ${JSON.stringify(held)}.map(name => require(name))
      require('node:v8').startupSnapshot.setDeserializeMainFunction(() => process.stdout.write(String(held.length)))`,
    )
    const blob = ['--no-warnings', '--snapshot-blob', join(folder, 'blob')]
    execFileSync(process.execPath, [...blob, '--build-snapshot', entry], { stdio: 'pipe', env: {} })
    expect(held).toEqual(expect.arrayContaining(['fs', 'stream', 'zlib']))
    expect(execFileSync(process.execPath, blob, { env: {} }).toString()).toBe(String(held.length))
  } finally {
    rmSync(folder, { recursive: true })
  }
})
