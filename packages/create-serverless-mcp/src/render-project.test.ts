import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readRepository } from '../read-repository.ts'
import type { ProjectOptions } from './options.ts'
import { indexes, parts, repositoryOnly } from './parts.ts'
import { renderProject } from './render-project.ts'

const template = readRepository()
const lean: ProjectOptions = {
  ...{ name: 'orders-mcp', authorization: 'token' },
  ...{ workflows: false, bench: false, e2e: false, samples: true },
}
const everything = { ...lean, workflows: true, bench: true, e2e: true }

test('what the list of parts names is there', () => {
  const paths = template.files.map(({ path }) => path)
  for (const path of [...Object.values(parts).flat(), ...repositoryOnly, ...indexes])
    expect(
      paths.some(each => each === path || each.startsWith(`${path}/`)),
      path,
    ).toBe(true)
})

describe.each<[shape: string, options: ProjectOptions]>([
  ['lean', lean],
  ['lean, without samples', { ...lean, samples: false }],
  ['with end-to-end tests', { ...lean, e2e: true }],
  ['with benchmarks', { ...lean, bench: true }],
  ['jwt with workflows', { ...lean, workflows: true, authorization: 'jwt', issuer: 'https://login.example.com' }],
  ['everything', everything],
])('a project, %s,', (_shape, options) => {
  const project = renderProject(template, options, ['lambda-snapshot-0.1.0.tgz'])
  const manifest = JSON.parse(project.text('package.json'))

  test('imports no file that is not there, and no package that it does not name', () => {
    const packages = { ...manifest.dependencies, ...manifest.devDependencies }
    const own = [...project.files.values()].filter(({ path }) => !/^(bench\/peers|e2e\/packages)\//.test(path))
    for (const { path, imports } of own) {
      for (const imported of imports) {
        if (template.files.some(file => file.path === imported)) expect(project.has(imported), path).toBe(true)
        const [name = ''] = /^(@[^/]+\/)?[^/]+/.exec(imported) ?? []
        if (
          name in
          (JSON.parse(template.files.find(file => file.path === 'package.json')?.content ?? '').devDependencies ?? {})
        )
          expect(packages, path).toHaveProperty([name])
      }
    }
  })

  test('has scripts whose programs are there', () => {
    for (const line of Object.values<string>(manifest.scripts))
      for (const [path] of line.matchAll(/(?<= )[\w-]+\/[\w./-]+/g)) expect(project.has(path), line).toBe(true)
  })

  test('has tools whose configurations name what is there', () => {
    const [include] = /"include": \[[^\]]+\]/.exec(project.text('tsconfig.json')) ?? ['']
    for (const [, path = ''] of include.matchAll(/^ {4}"([^"*]+)"/gm)) expect(project.has(path), path).toBe(true)
    for (const [, setup = ''] of project.text('vitest.config.ts').matchAll(/globalSetup: '([^']+)'/g))
      expect(project.has(setup), setup).toBe(true)
    const { workspaces } = JSON.parse(project.text('knip.json'))
    expect(Object.keys(workspaces)).toEqual(['.'])
  })

  test('has workflows whose steps run what is there', () => {
    const workflows = [...project.files.keys()].filter(path => path.startsWith('.github/workflows/'))
    expect(workflows.length > 0).toBe(options.workflows)
    for (const path of workflows) {
      const { jobs } = parse(project.text(path)) as { jobs: Record<string, { steps?: { run?: string }[] }> }
      const runs = Object.values(jobs).flatMap(({ steps = [] }) => steps.map(({ run = '' }) => run))
      for (const line of runs)
        for (const [named] of line.matchAll(/scripts\/[\w./-]+\w/g)) expect(project.has(named), line).toBe(true)
    }
  })

  test('lets in, in each stack, whom it is made for', () => {
    for (const stack of ['dev', 'qas', 'prod']) {
      const { config } = parse(project.text(`Pulumi.${stack}.yaml`))
      expect(config['mcp:authorization']).toBe(options.authorization)
      expect(config['mcp:jwt']).toEqual(options.issuer === undefined ? undefined : { issuer: options.issuer })
    }
  })

  test('holds its own name, and not that of the repository', () => {
    expect(manifest).toMatchObject({ name: 'orders-mcp', version: '0.1.0' })
    expect(project.text('Pulumi.yaml')).toMatch(/^name: orders-mcp$/m)
    expect(project.text('app/server.ts')).toContain("title: 'Orders MCP'")
    expect(project.text('README.md')).toMatch(/^# orders-mcp$/m)
  })
})

test('the same template and options give the same project', () => {
  expect(renderProject(template, lean)).toEqual(renderProject(template, lean))
})

test('packages of the repository come from the registry, or from vendor/', () => {
  const spec = (...vendored: string[]) =>
    JSON.parse(renderProject(template, lean, vendored).text('package.json')).dependencies['lambda-snapshot']
  expect(spec()).toBe('0.1.0')
  expect(spec('lambda-snapshot-0.1.0.tgz')).toBe('file:vendor/lambda-snapshot-0.1.0.tgz')
})

test('docs lose links to files, and rows about scripts, that are not there', () => {
  const [all, some] = [renderProject(template, everything), renderProject(template, lean)]
  expect(all.text('docs/commands.md')).toMatch(/^\| `npm run bench`/m)
  expect(some.text('docs/commands.md')).not.toMatch(/npm run bench/)
  expect(all.text('README.md')).toMatch(/\]\(bench\//)
  expect(some.text('README.md')).not.toMatch(/\]\(bench\//)
  expect(some.text('README.md')).toMatch(/\]\(docs\/local\.md\)/)
})
