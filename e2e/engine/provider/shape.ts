import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

// What a resource or a function looks like, read from the type declarations of the SDK that the program itself uses: they
// are made from the provider's schema, of which a machine without the provider has no other copy.

const require = createRequire(import.meta.url)

export interface Shape {
  /** The inputs, and whether each is required. */
  inputs: Map<string, { required: boolean }>
  /** The outputs that always have a value, with their types. */
  outputs: Map<string, string>
}

const shapes = new Map<string, Shape>()

/** @param token `aws:lambda/function:Function` */
export function resourceShape(token: string): Shape {
  const known = shapes.get(token)
  if (known) return known
  const { text, type } = declarations(token)
  const inputs = new Map([...fields(text, `${type}Args`)].map(([name, { required }]) => [name, { required }]))
  const shape = { inputs, outputs: outputsOf(text) }
  shapes.set(token, shape)
  return shape
}

/** What a function always answers, with the types. @param token `aws:route53/getZone:getZone` */
export function resultShape(token: string): Map<string, string> {
  const { text, type } = declarations(token)
  const result = fields(text, `${type.charAt(0).toUpperCase()}${type.slice(1)}Result`)
  return new Map([...result].filter(([, { required }]) => required).map(([name, { type }]) => [name, type]))
}

function declarations(token: string): { text: string; type: string } {
  const [name = '', module = '', type = ''] = token.split(':')
  const root = dirname(require.resolve(`@pulumi/${name}/package.json`))
  const lower = `${type.charAt(0).toLowerCase()}${type.slice(1)}`
  const [folder = '', file = lower] = module.split('/')
  const base = folder === 'index' ? root : join(root, folder.toLowerCase())
  const path = join(base, `${file}.d.ts`)
  if (!existsSync(path)) throw new Error(`The SDK declares no ${token}: there is no ${path}`)
  return { text: readFileSync(path, 'utf8'), type }
}

function fields(text: string, name: string) {
  const body = new RegExp(`export interface ${name} \\{\\n([\\s\\S]*?)\\n\\}`).exec(text)?.[1] ?? ''
  const lines = body.matchAll(/^ {4}(?:readonly )?(\w+)(\??): ([^\n]*?);?$/gm)
  return new Map([...lines].map(([, key = '', optional, type = '']) => [key, { required: optional === '', type }]))
}

/** A property always has a value when its type has no `undefined` in it. */
function outputsOf(text: string): Map<string, string> {
  const lines = text.matchAll(/^ {4}readonly (\w+): pulumi\.Output<([\s\S]*?)>;$/gm)
  return new Map(
    [...lines].filter(([, , type = '']) => !/\| undefined$/.test(type)).map(([, key = '', type = '']) => [key, type]),
  )
}

/** A plausible value of a property that no table knows. */
export function fabricate(key: string, type: string, { arn, hex, name }: { arn: string; hex: string; name: string }) {
  if (type.endsWith('[]')) return []
  if (type.startsWith('{') || type.startsWith('outputs.')) return {}
  if (type.startsWith('number')) return 0
  if (type.startsWith('boolean')) return false
  if (/arn$/i.test(key)) return arn
  if (key === 'name') return name
  return `${key}-${hex}`
}
