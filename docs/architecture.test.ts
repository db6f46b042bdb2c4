import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
const [, map = ''] = /^## The map\n([\s\S]*?)^## /m.exec(page) ?? []
const rooms = [...map.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)\/`/g)])

/** Rooms within rooms that the map names one by one. */
const opened = ['app', 'infra', 'packages']

const foldersIn = (folder: string) =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !/^\.|^(coverage|dist|node_modules)$/.test(entry.name))
    .map(({ name }) => name)

test('the map names each folder, and no other', () => {
  const inner = opened.flatMap(room => foldersIn(room).map(name => `${room}/${name}`))
  expect(rooms.map(([, room]) => room).sort()).toEqual([...foldersIn('.'), ...inner].sort())
})
