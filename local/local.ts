import { rmSync } from 'node:fs'
import { createOwnFolder, defaultMaxInstances, type Host } from 'lambda-local'
import { onStop } from '../app/on-stop.ts'
import { fail } from '../command-line/fail.ts'
import { readStackFile, requireStack } from '../command-line/stack-file.ts'
import { aborted } from './aborted.ts'
import { type Arguments, readArguments } from './arguments.ts'
import { provideBuild } from './build/provide.ts'
import { startChaos } from './chaos.ts'
import { createDeployment } from './deployment.ts'
import { greeting } from './greeting.ts'
import { issuerAddresses } from './issuer/addresses.ts'
import type { RunningIssuer } from './issuer/create-issuer.ts'
import { type LocalStack, localStack } from './local-stack.ts'
import { restartOnChange } from './restart.ts'
import type { SoakOptions } from './soak.ts'

// `npm run local`: the whole deployment on this machine. docs/local.md tells what that is, and what it is not.

const log = console.log
const given = readArguments(process.argv.slice(2))
const stop = new AbortController()
onStop({
  stop() {
    log('\nStopping. Press Ctrl-C again to stop at once.')
    stop.abort()
  },
  again: () => fail('Stopped at once: the next start removes what is left.', 130),
})
// Who reads this has gone, as `head` does.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => stop.abort())

try {
  await serve(given, stop.signal)
} catch (error) {
  if (!stop.signal.aborted) fail(explain(error, given))
}

async function serve(given: Arguments, signal: AbortSignal): Promise<void> {
  const { stack: name, port, instances, chaos, soak, calls } = given
  requireStack(name)
  const stack = localStack(readStackFile(name))
  refuseTooMany(instances, stack)
  using project = soak ? await soakProject() : undefined
  await using build = await provideBuild({ config: stack.config, project: project?.folder, signal, log })
  await using issuer = await startIssuer(stack, build.host)
  const options = { stack, host: build.host, port, issuer: issuer?.url }
  await using deployment = await createDeployment({ ...options, ...(!soak && { log }) })
  await using _watch = soak ? undefined : restartOnChange({ build, deployment, instances, signal, log })
  const started = deployment.start(instances)
  log(greeting({ stack, build, deployment, issuer: issuer?.url, logs: !soak }))
  const ready = started.catch(() => {}) // An instance that cannot start has said why, and a change may mend it.
  await Promise.race([ready, aborted(signal)])
  if (soak && !signal.aborted) {
    const soaked = runSoak({ deployment, token: stack.token, instances, calls, signal })
    return await Promise.race([soaked, aborted(signal)])
  }
  await using _chaos = chaos ? startChaos({ lambdas: deployment.lambdas, log }) : undefined
  await aborted(signal)
}

/** An authorization server for a stack that takes access tokens, on a port of its own: `npm run issuer` may have 3001. */
async function startIssuer({ config }: LocalStack, host: Host): Promise<RunningIssuer | undefined> {
  if (config.jwt === undefined) return undefined
  const { createIssuer } = await import('./issuer/create-issuer.ts')
  const { scopes, clientScopes = scopes } = config.jwt
  const [first = 'mcp', ...rest] = clientScopes
  // The authorizer gets its keys there, by the way that it takes to this process.
  const { listen } = await host.network()
  const addresses = [...new Set([...(await issuerAddresses()), listen])]
  return createIssuer({ port: 0, addresses, scopes: [first, ...rest, 'reports:read'], log })
}

/** What a soak calls: it needs tools that answer what was sent, whatever this project offers. */
async function soakProject(): Promise<Disposable & { folder: string }> {
  const { copyWithFixtures } = await import('../testing/copy-project.ts')
  const folder = createOwnFolder()
  copyWithFixtures(folder)
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Loaded when it is asked for: two SDKs take half a second. */
async function runSoak(options: SoakOptions): Promise<void> {
  const { soak } = await import('./soak.ts')
  const { text, sound } = await soak(options)
  log(text)
  if (!sound) process.exitCode = 1
}

function refuseTooMany(instances: number, { name, config }: LocalStack): void {
  const most = config.lambda.reservedConcurrency ?? defaultMaxInstances
  if (instances <= most) return
  fail(
    `--instances is ${instances}, but the server function has at most ${most}. mcp:lambda.reservedConcurrency in Pulumi.${name}.yaml says how many.`,
  )
}

function explain(error: unknown, { port }: Arguments): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken. Stop what listens there, or choose another: npm run local -- --port ${port + 1}`
  }
  if (code === 'EACCES')
    return `Port ${port} needs more rights than you have. Choose one above 1023: npm run local -- --port 4000`
  return message
}
