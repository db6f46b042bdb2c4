import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { dependencies, fileName } from './expected.ts'
import { toolFiles } from './project.ts'

// `node e2e/packages/table.ts --build FILE`: writes `docs/packages.md`. FILE is what the build says of each tool.

/** What the build says of one tool. */
interface Built {
  name: string
  how: 'frozen' | 'loaded'
  /** The package and the place for which it is loaded. */
  because?: string
  ms: number
}

const page = 'docs/packages.md'

const description = (file: string): string => {
  const source = readFileSync(join(import.meta.dirname, 'tools', `${file}.ts`), 'utf8')
  return /description:\s*(['"`])(.*?)\1,?$/ms.exec(source)?.[2] ?? ''
}

const cells = (built: Built | undefined) =>
  built ? [built.how, built.because ?? '', built.ms.toFixed(1)] : ['', '', '']
const line = (...cells: string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`

/** The page, with what a build says of the tools, if there is one. */
export function table(built: Built[] = []): string {
  const of = (name: string) => built.find(tool => tool.name === name)
  const versions = { ...dependencies, typescript: '' }
  const packages = Object.keys(versions)
    .filter(name => toolFiles('run').includes(`run/${fileName(name)}`))
    .sort()
    .map(name => line(`\`${name}\``, description(`run/${fileName(name)}`), ...cells(of(`${fileName(name)}-load`))))
  const ways = toolFiles('ways').map(file => {
    const name = file.replace('ways/', '')
    return line(name, description(file), ...cells(of(`way-${name}`)))
  })
  return `# Packages that tools use

What \`npm start\` runs, the image runs, with the same answers. \`npm run matrix\` tries these packages: a tool imports the
package while it loads, another in its call, and both have to answer the same under \`npm start\`, in the image with its snapshot
and without. A package that is not listed is expected to work as well.

*Frozen* is in the snapshot; *loaded* is loaded when a process starts, for the reason beside it, in so many milliseconds. The reason
is what the package does while it loads, or one that it imports. Most read the environment (\`process.env.NODE_ENV\`) or load
\`node:http\`. Others ask for the time or something random, read a file, print (\`console.*\`), or localise (\`Intl\`,
\`toLocaleString\`, \`localeCompare\`): what they find may be another where they serve.

| package | its tools | | because | ms |
| --- | --- | --- | --- | ---: |
${packages.join('\n')}

## Ways of writing

| way | its tool | | because | ms |
| --- | --- | --- | --- | ---: |
${ways.join('\n')}
`
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { build: { type: 'string' } } })
  const built = values.build && existsSync(values.build) ? JSON.parse(readFileSync(values.build, 'utf8')).tools : []
  writeFileSync(page, table(built))
}
