import { readFileSync } from 'node:fs'
import Handlebars from 'handlebars'
import { defineResource } from '../mcp/resource.ts'

const page = Handlebars.compile(readFileSync(new URL('./page.hbs', import.meta.url), 'utf8'))

export const packagePage = defineResource({
  name: 'package-page',
  uri: 'page://{name}',
  description: 'A page written by a package, from a template beside the resource.',
  read: ({ variables: { name } }) => page({ name }),
})
