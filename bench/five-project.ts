import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyProject } from '../testing/copy-project.ts'

const tools = { axios: 'http', dynamodb: 'dynamodb', openai: 'model', pg: 'pg', s3: 's3' }
const packages = ['@aws-sdk/client-dynamodb', '@aws-sdk/client-s3', 'axios', 'openai', 'pg']

/**
 * Makes a project of this checkout, as one who adopts it has it, with the five tools of `peers/five/` in place of the samples,
 * and their packages in the peers' versions. npm asks its registry for what its lockfile lacks.
 *
 * @param folder where it goes
 */
export function makeFiveProject(folder: string): void {
  copyProject(folder)
  cpSync(join(import.meta.dirname, 'peers/five'), join(folder, 'app/five'), { recursive: true })
  rmSync(join(folder, 'app/tools'), { recursive: true })
  mkdirSync(join(folder, 'app/tools'))
  for (const [file, name] of Object.entries(tools))
    writeFileSync(join(folder, `app/tools/${file}.ts`), tool(file, name))
  const lines = Object.entries(tools).map(([file, name]) => `export { ${name} } from './${file}.ts'\n`)
  writeFileSync(join(folder, 'app/tools/index.ts'), lines.join(''))
  const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, 'peers/package.json'), 'utf8'))
  const wanted = packages.map(name => `${name}@${dependencies[name]}`)
  const options = ['--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact']
  execFileSync('npm', ['install', ...options, ...wanted], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
}

const tool = (file: string, name: string) => `import { z } from 'zod'
import { ${name} as shared } from '../five/${file}.mjs'
import { defineTool } from '../mcp/tool.ts'

export const ${name} = defineTool({
  name: shared.name,
  description: shared.description,
  input: z.object({ message: z.string().max(200).optional() }),
  run: ({ message }) => shared.run(message),
})
`
