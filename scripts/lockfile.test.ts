import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

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
