import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Offered, reasonOf } from 'lambda-snapshot'
import { dependencies, fileName } from './expected.ts'
import { toolFiles } from './project.ts'

// `node e2e/packages/table.ts --build FILE`: writes `docs/packages.md`. FILE is the `build.json` of the image of the matrix, which
// says what became of each tool.

const page = 'docs/packages.md'

const description = (file: string): string => {
  const source = readFileSync(join(import.meta.dirname, 'tools', `${file}.ts`), 'utf8')
  return /description:\s*(['"`])(.*?)\1,?$/ms.exec(source)?.[2] ?? ''
}

const cells = (built: Offered | undefined) =>
  built
    ? [built.how, built.because ? reasonOf(built.because) : '', built.how === 'frozen' ? '' : built.ms.toFixed(1)]
    : ['', '', '']
const line = (...cells: string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`

/** The page, with what a build says of the tools, if there is one. */
export function table(built: Offered[] = []): string {
  // What cannot be loaded in the build is known by the name of its export.
  const of = (name: string, file: string) =>
    built.find(tool => tool.name === name || tool.name === file.replace(/\W/g, '_'))
  const versions = { ...dependencies, typescript: '' }
  const packages = Object.keys(versions)
    .filter(name => toolFiles('run').includes(`run/${fileName(name)}`))
    .sort()
    .map(name =>
      line(
        `\`${name}\``,
        description(`run/${fileName(name)}`),
        ...cells(of(`${fileName(name)}-load`, `load/${fileName(name)}`)),
      ),
    )
  const ways = toolFiles('ways').map(file => {
    const name = file.replace('ways/', '')
    return line(name, description(file), ...cells(of(`way-${name}`, file)))
  })
  return `# Packages that tools use

What \`npm start\` runs, the image runs, with the same answers. \`npm run matrix\` tries these packages: a tool imports the
package while it loads, another in its call, and both have to answer the same under \`npm start\`, in the image with its snapshot
and without. A package that is not listed is expected to work as well.

*Frozen* is in the snapshot; *loaded* is loaded when a process starts: the table has the reason and the milliseconds. The reason
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
  const built = values.build && existsSync(values.build) ? JSON.parse(readFileSync(values.build, 'utf8')).offered : []
  writeFileSync(page, table(built))
}
