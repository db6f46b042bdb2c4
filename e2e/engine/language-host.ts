import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'

// `pulumi-language-nodejs`, as far as this repository needs it: what starts the program, and the policies, for the CLI.
// Pulumi's own is written in Go, and its module is not to be had. What runs the program is the SDK's own `cmd/run` and
// `cmd/run-policy-pack`, as under Pulumi's: this hands them the engine's addresses and the configuration.
// https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/pulumi-language-nodejs/main.go

const require = createRequire(import.meta.url)
const sdk = createRequire(require.resolve('@pulumi/pulumi'))
const grpc = sdk('@grpc/grpc-js')
const language = sdk('@pulumi/pulumi/proto/language_pb')
const { PluginInfo } = sdk('@pulumi/pulumi/proto/plugin_pb')
const { Empty } = sdk('google-protobuf/google/protobuf/empty_pb')
const { LanguageRuntimeService } = sdk('@pulumi/pulumi/proto/language_grpc_pb')

/** By which `cmd/run` says that the engine has been told of the error already. */
const SAID = 32
const engine = process.argv.findLast(argument => /:\d+$/.test(argument)) ?? ''
const children = new Set<ChildProcess>()

interface Info {
  getProgramDirectory(): string
  getRootDirectory(): string
  getOptions(): { toJavaScript(): { nodeargs?: string } }
}

interface RunRequest {
  getInfo(): Info
  getMonitorAddress(): string
  getOrganization(): string
  getProject(): string
  getStack(): string
  getPwd(): string
  getDryrun(): boolean
  getParallel(): number
  getConfigMap(): { entries(): Iterable<[string, string]> }
  getConfigsecretkeysList(): string[]
}

function start(info: Info, module: string, args: string[], env: NodeJS.ProcessEnv, cwd: string): ChildProcess {
  const { nodeargs = '' } = info.getOptions().toJavaScript()
  const flags = nodeargs.split(' ').filter(Boolean)
  const stdio = ['ignore', 'pipe', 'pipe'] as const
  const child = spawn(process.execPath, [...flags, require.resolve(module), ...args], {
    cwd,
    stdio: [...stdio],
    env: { ...process.env, ...env },
  })
  children.add(child.on('close', () => children.delete(child)))
  return child
}

async function runProgram(request: RunRequest) {
  const flags = {
    ...{ monitor: request.getMonitorAddress(), engine, organization: request.getOrganization() },
    ...{ project: request.getProject(), stack: request.getStack(), pwd: request.getPwd() },
    ...{ 'root-directory': request.getInfo().getRootDirectory(), parallel: String(request.getParallel()) },
  }
  const args = Object.entries(flags).flatMap(([flag, value]) => (value === '' ? [] : [`--${flag}`, value]))
  const env = {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  }
  if (request.getDryrun()) args.push('--dry-run')
  const child = start(request.getInfo(), '@pulumi/pulumi/cmd/run', [...args, '.'], env, request.getPwd())
  child.stdout?.pipe(process.stdout, { end: false })
  child.stderr?.pipe(process.stderr, { end: false })
  const [code] = await once(child, 'close')
  const response = new language.RunResponse()
  if (code === SAID) response.setBail(true)
  else if (code !== 0) response.setError(`Program exited with non-zero exit code: ${code}`)
  return response
}

type Respond = (error: unknown, response?: unknown) => void
// biome-ignore lint/suspicious/noExplicitAny: the SDK types no calls of its own.
type Call = any

const service = {
  handshake: () => new language.LanguageHandshakeResponse(),
  getPluginInfo: () => new PluginInfo().setVersion(sdk('@pulumi/pulumi/package.json').version),
  getRequiredPackages: () => new language.GetRequiredPackagesResponse(),
  getRequiredPlugins: () => new language.GetRequiredPluginsResponse(),
  about: () => new language.AboutResponse(),
  cancel: () => stop(),
  run: ({ request }: Call) => runProgram(request),
}

/** A policy pack, whose output reaches the CLI by this call: its port above all. */
async function runPlugin(call: Call): Promise<void> {
  const { request } = call
  const info = request.getInfo()
  const args = [...request.getArgsList(), info.getProgramDirectory()]
  const child = start(info, '@pulumi/pulumi/cmd/run-policy-pack', args, {}, info.getProgramDirectory())
  const send = (set: 'setStdout' | 'setStderr') => (chunk: Buffer) =>
    call.write(new language.RunPluginResponse()[set](chunk))
  child.stdout?.on('data', send('setStdout'))
  child.stderr?.on('data', send('setStderr'))
  call.on('cancelled', () => child.kill())
  const [code] = await once(child, 'close')
  call.write(new language.RunPluginResponse().setExitcode(code ?? 0))
  call.end()
}

function stop() {
  for (const child of children) child.kill()
  return new Empty()
}

const unary = Object.entries(service).map(([method, handler]) => [
  method,
  (call: Call, respond: Respond) =>
    Promise.resolve(handler(call)).then(
      response => respond(null, response),
      (error: Error) => respond({ code: grpc.status.UNKNOWN, details: error.message }),
    ),
])
process.on('exit', stop)
process.on('SIGTERM', () => process.exit(143))

const server = new grpc.Server({ 'grpc.max_receive_message_length': -1 })
server.addService(LanguageRuntimeService, { ...Object.fromEntries(unary), runPlugin })
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error: Error | null, port: number) => {
  if (error) throw error
  console.log(port)
})
