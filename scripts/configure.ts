import { readFileSync, writeFileSync } from 'node:fs'
import { parseDocument } from 'yaml'
import { fail } from '../command-line/fail.ts'
import { requireStack } from '../command-line/stack-file.ts'

// `npx node scripts/configure.ts STACK KEY=VALUE…`: sets keys in a stack's file, and leaves the rest of it as it is. For a
// stack that no backend has yet, to which `pulumi config set` sets nothing.

const [stack = '', ...settings] = process.argv.slice(2)
requireStack(stack)
const file = `Pulumi.${stack}.yaml`
const document = parseDocument(readFileSync(file, 'utf8'))
for (const setting of settings) {
  const [, key, value] = /^([\w-]+:\w+)=(.+)$/.exec(setting) ?? []
  if (key === undefined) fail(`"${setting}" sets nothing: it must be NAMESPACE:KEY=VALUE, as mcp:release=canary.`)
  document.setIn(['config', key], value)
}
writeFileSync(file, document.toString({ lineWidth: 0 }))
