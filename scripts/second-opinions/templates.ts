import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { programs } from './programs.ts'
import { template } from './template.ts'

// Writes what each deployment would make as a template of CloudFormation's, and the API's document beside it, a file each:
// node scripts/second-opinions/templates.ts FOLDER

const [folder = ''] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
for (const [name, resources] of Object.entries(await programs())) {
  writeFileSync(join(folder, `${name}.template.json`), JSON.stringify(template(resources), null, 2))
  const put = resources.find(({ type }) => type.endsWith(':RestApiPut'))
  if (put)
    writeFileSync(join(folder, `${name}.openapi.json`), JSON.stringify(JSON.parse(String(put.inputs.body)), null, 2))
}
