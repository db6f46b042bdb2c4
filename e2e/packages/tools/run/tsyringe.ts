import type * as Tsyringe from 'tsyringe'
import { defineTool } from '../../mcp/tool.ts'

/** Decorators called as functions, as compilers write them: Node strips types, and decorators are none. */
export function check({ container, inject, injectable, singleton }: typeof Tsyringe) {
  class Clock {
    hours = 7
  }
  class Greeter {
    clock: Clock
    name: string
    constructor(clock: Clock, name: string) {
      this.clock = clock
      this.name = name
    }
    greet = () => `${this.name} at ${this.clock.hours}`
  }
  singleton()(Clock)
  Reflect.defineMetadata('design:paramtypes', [Clock, String], Greeter)
  inject('name')(Greeter, undefined, 1)
  injectable()(Greeter)
  const child = container.createChildContainer()
  child.register('name', { useValue: 'Tūī' })
  let error: unknown
  try {
    child.resolve('nobody')
  } catch (thrown) {
    error = thrown
  }
  return {
    greeting: child.resolve(Greeter).greet(),
    one: new Set([1, 2].map(() => child.resolve(Greeter).clock)).size,
    metadata: Reflect.getMetadata('design:paramtypes', Greeter).map((type: { name: string }) => type.name),
    error: String(error),
  }
}

export const run = defineTool({
  name: 'tsyringe-run',
  description: 'Injects by the metadata of classes (reflect-metadata writes it on the global Reflect).',
  async run() {
    await import('reflect-metadata')
    return JSON.stringify(check(await import('tsyringe')))
  },
})
