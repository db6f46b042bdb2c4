import { expect, test } from 'vitest'
import { parseCommand } from './arguments.ts'

test('knows its three uses', () => {
  const release = { name: 'release', stack: undefined, version: undefined, smoke: true }
  expect(parseCommand([])).toEqual(release)
  expect(parseCommand(['-s', 'prod', '--no-smoke'])).toEqual({ ...release, stack: 'prod', smoke: false })
  expect(parseCommand(['list', '--stack', 'prod'])).toEqual({ ...release, name: 'list', stack: 'prod' })
  expect(parseCommand(['rollback', '4'])).toEqual({ ...release, name: 'rollback', version: '4' })
})

test.each([
  [['prod'], '"prod" is not a command of this script. To name a stack: -s prod.'],
  [['list', '4'], '"4" is one argument too many for `list`.'],
  [['rollback', '4', '5'], '"5" is one argument too many for `rollback`.'],
  [['rollback', 'v4'], '"v4" is not a version: versions are numbers.'],
  [['rollback', '$LATEST'], '"$LATEST" is not a version: versions are numbers.'],
])('%s is refused', (args, message) => {
  expect(() => parseCommand(args)).toThrow(message)
})
