import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '../../command-line/fail.ts'

// `node scripts/build/manifests.ts TO`, a step of the image's build: copies what `npm ci` reads, and nothing else, so that the
// packages are installed again only when one of these files changes. That is package.json and its lockfile, those of the
// workspaces and of other folders that package.json names as `file:…`, and tarballs that it names.

type Locked = Record<string, { resolved?: string; link?: boolean }>

const [to = ''] = process.argv.slice(2)
const { packages }: { packages: Locked } = JSON.parse(readFileSync('package-lock.json', 'utf8'))

const folders = Object.keys(packages).filter(path => !/(^|\/)node_modules\//.test(path))
const tarballs = Object.values(packages).flatMap(({ resolved = '', link }) =>
  resolved.startsWith('file:') && !link ? [resolved.slice('file:'.length)] : [],
)
for (const path of ['package-lock.json', ...folders.map(folder => join(folder, 'package.json')), ...tarballs]) {
  if (path.startsWith('..')) {
    fail(
      `package.json names ${path}, which is outside of the project, where the build of the image sees nothing. Move it into the project.`,
    )
  }
  if (!existsSync(path)) {
    fail(
      `package-lock.json names ${path}, which is not there. Check that .dockerignore does not exclude it, or run: npm install`,
    )
  }
  cpSync(path, join(to, path))
}
