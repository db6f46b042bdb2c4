import type { LocalLambda } from 'lambda-local'
import { expect, test } from 'vitest'
import { startChaos } from './chaos.ts'

/** A function with instances by name, which notes those that are killed. */
function fakeLambda(...names: string[]) {
  const killed: string[] = []
  const told = Promise.withResolvers<void>()
  return {
    killed,
    /** Resolves when none is left. */
    empty: told.promise,
    get instances() {
      return names.filter(name => !killed.includes(name))
    },
    async kill(id: string) {
      killed.push(id)
      if (killed.length === names.length) told.resolve()
    },
  }
}

const start = (...lambdas: ReturnType<typeof fakeLambda>[]) => {
  const lines: string[] = []
  const chaos = startChaos({
    lambdas: lambdas as unknown as LocalLambda[],
    everyMs: [0, 2],
    log: line => lines.push(line),
  })
  return { chaos, lines }
}

test('instances of every function die, one at a time, with a line each', async () => {
  const [server, authorizer] = [fakeLambda('server-1', 'server-2'), fakeLambda('authorizer-1')]
  const { chaos, lines } = start(server, authorizer)
  await Promise.all([server.empty, authorizer.empty])
  await chaos[Symbol.asyncDispose]()
  expect([...server.killed, ...authorizer.killed].sort()).toEqual(['authorizer-1', 'server-1', 'server-2'])
  expect(lines).toHaveLength(3)
  expect(lines).toContain('chaos: killed authorizer-1')
  expect(chaos.kills).toBe(3)
})

test('it waits for instances where there are none', async () => {
  const idle = fakeLambda()
  const names: string[] = []
  const late = {
    ...idle,
    get instances() {
      return names
    },
    kill: async (id: string) => void names.splice(names.indexOf(id), 1),
  }
  const { chaos } = start(late as ReturnType<typeof fakeLambda>)
  names.push('late')
  await expect.poll(() => names.length).toBe(0)
  await chaos[Symbol.asyncDispose]()
  expect(chaos.kills).toBe(1)
})
