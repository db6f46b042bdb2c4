import type { LocalLambda } from 'lambda-local'

export interface ChaosOptions {
  /** The functions whose instances are killed. */
  lambdas: readonly LocalLambda[]
  /** The shortest and the longest time between two kills, in milliseconds. Default: 2,000 to 3,000. */
  everyMs?: readonly [number, number]
  /** Takes a line for each kill. */
  log(line: string): void
}

export interface Chaos extends AsyncDisposable {
  /** How many instances have been killed. */
  readonly kills: number
}

/** Kills a random instance every few seconds, as no instance of Lambda's is promised to live. Until it is disposed of. */
export function startChaos({ lambdas, everyMs: [least, most] = [2000, 3000], log }: ChaosOptions): Chaos {
  let kills = 0
  let timer: NodeJS.Timeout
  let killing: Promise<void> | undefined

  const next = () => {
    timer = setTimeout(strike, least + Math.random() * (most - least))
  }
  const strike = () => {
    const victims = lambdas.flatMap(lambda => lambda.instances.map(id => ({ lambda, id })))
    const victim = victims[Math.floor(Math.random() * victims.length)]
    if (victim !== undefined) {
      log(`chaos: killed ${victim.id}`)
      kills++
      killing = victim.lambda.kill(victim.id)
    }
    next()
  }

  next()
  return {
    get kills() {
      return kills
    },
    async [Symbol.asyncDispose]() {
      clearTimeout(timer)
      await killing
    },
  }
}
