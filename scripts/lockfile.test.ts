import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ministackVersion } from '../e2e/requirements.ts'

interface Package {
  version: string
  optionalDependencies?: Record<string, string>
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Package> }
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>

// npm has written lockfiles that hold the platform packages of the machine they were made on only.
test('the lockfile holds every platform package, so that it installs on macOS and Windows too', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter(name => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages))
      .map(name => `${name}, which ${path} asks for`),
  )
  expect(missing).toEqual([])
  for (const platform of ['darwin-arm64', 'darwin-x64', 'win32-x64', 'linux-arm64', 'linux-x64']) {
    expect(packages).toHaveProperty([`node_modules/@esbuild/${platform}`])
  }
})

test('every direct dependency is pinned to one version', () => {
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
  }
})

test('what Python packages a script installs, it installs by their hashes', () => {
  const scripts = readdirSync('scripts').filter(name => name.endsWith('.sh'))
  const installs = scripts.flatMap(name =>
    [...readFileSync(`scripts/${name}`, 'utf8').matchAll(/pip" install.*/g)].map(([line]) => line),
  )
  expect(installs.length).toBeGreaterThan(1)
  for (const line of installs) expect(line).toMatch(/ --require-hashes -r "?(scripts\/)?python\/([\w-]+|\$1)\.txt"?$/)
  for (const name of readdirSync('scripts/python').filter(name => name.endsWith('.txt'))) {
    const pinned = readFileSync(`scripts/python/${name}`, 'utf8')
      .split(/\n(?=[\w-]+==)/)
      .slice(1)
    expect(pinned.filter(entry => !entry.includes('--hash=sha256:'))).toEqual([])
  }
  expect(readFileSync('scripts/python/ministack.txt', 'utf8')).toContain(`\nministack==${ministackVersion} `)
})
