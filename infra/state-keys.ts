import * as pulumi from '@pulumi/pulumi'
import * as random from '@pulumi/random'
import type { StackConfig } from './config/config.ts'
import type { Scope } from './scope.ts'

/**
 * The keys by which the server knows again what it gave a caller to bring back, as `STATE_KEYS` takes them: the first signs,
 * all verify. They are made once and kept in the stack's state, encrypted. A number that goes up by one makes a new key and
 * keeps the previous, so that what is under way when it changes is not lost.
 */
export function createStateKeys({ name, parent }: Scope, { stateKey }: StackConfig): pulumi.Output<string> {
  const key = (number: number) => new random.RandomBytes(`${name}-state-${number}`, { length: 32 }, { parent }).hex
  const numbers = [stateKey, stateKey - 1].filter(number => number > 0)
  return pulumi.secret(pulumi.all(numbers.map(key)).apply(keys => keys.join(',')))
}
