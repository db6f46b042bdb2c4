import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda'
import { rpcEvent } from '../../scripts/build/proxy-event.ts'
import { run } from '../../testing/processes.ts'
import { container } from '../container.ts'
import { containerPorts, environment, freePorts } from './environment.ts'

// The sides that are compared: the project under `npm start`, and in containers of its image.

export interface Side extends AsyncDisposable {
  /** Calls a tool and returns its answer, parsed. Throws when there is none, or one that is an error. */
  call(tool: string): Promise<unknown>
  /** The names of the tools. */
  list(): Promise<string[]>
  /** Reads a resource and returns its text. */
  read(uri: string): Promise<string | undefined>
  /** Gets a prompt and returns its text. */
  prompt(name: string, args: Record<string, string>): Promise<string | undefined>
}

interface Message {
  result?: {
    isError?: boolean
    content?: { text: string }[]
    tools?: { name: string }[]
    contents?: { text: string }[]
    messages?: { content: { text: string } }[]
  }
  error?: { message: string }
}

/** Starts the project as its author does, and without any variable of this process that could matter. */
export async function npmStart(folder: string): Promise<Side> {
  const kept = ['PATH', 'HOME', 'TMPDIR']
  const unset = Object.fromEntries(Object.keys(process.env).map(name => [name, undefined]))
  const own = Object.fromEntries(kept.map(name => [name, process.env[name]]))
  const env = { ...unset, ...own, ...environment(await freePorts()), PORT: '0' }
  const server = run('npm', ['start'], env, { cwd: folder, detached: true })
  // npm is a process of its own around the server: the signal has to reach both.
  const stop = async () => {
    if (server.child.exitCode === null && server.child.pid) process.kill(-server.child.pid, 'SIGKILL')
    await server.ended
  }
  process.once(
    'exit',
    () => server.child.exitCode === null && server.child.pid && process.kill(-server.child.pid, 'SIGKILL'),
  )
  const [, endpoint = ''] = await server.prints(/MCP endpoint: (\S+)/)
  const post = async ({ headers, body }: APIGatewayProxyEvent) => {
    const send = () => fetch(endpoint, { method: 'POST', headers: headers as Record<string, string>, body })
    // The server may close a connection that was idle in the moment in which it is used again.
    const response = await send().catch(send)
    return response.text()
  }
  return { ...side(post, server.output), [Symbol.asyncDispose]: stop }
}

/**
 * Starts a container of an image as Lambda does: another user, a file system that cannot be written but for /tmp.
 *
 * @param env beside that of the tools
 */
export async function imageStart(image: string, env: Record<string, string> = {}): Promise<Side> {
  const options = ['--read-only', '--tmpfs', '/tmp:rw,exec', '--user', '993:990']
  const timeout = { AWS_LAMBDA_FUNCTION_TIMEOUT: '60' }
  const started = await container(image, { ...environment(containerPorts), ...timeout, ...env }, [], options)
  const post = async (event: APIGatewayProxyEvent) => {
    const answer = await started.invoke<APIGatewayProxyResult & { errorMessage?: string }>(event)
    return answer.body ?? JSON.stringify({ error: { message: answer.errorMessage ?? JSON.stringify(answer) } })
  }
  const logs = async () => {
    const { stdout, stderr } = await promisify(execFile)('docker', ['logs', '--tail', '60', started.id])
    return stdout + stderr
  }
  return { ...side(post, logs), [Symbol.asyncDispose]: () => started[Symbol.asyncDispose]() }
}

function side(post: (event: APIGatewayProxyEvent) => Promise<string>, log: () => string | Promise<string>) {
  async function request(method: string, params?: Record<string, unknown>) {
    const text = await post(rpcEvent(method, params))
    const { result, error } = JSON.parse(text) as Message
    if (result && !result.isError) return result
    const message = error?.message ?? result?.content?.[0]?.text
    throw new Error(`${message}\nThe log ends with:\n${(await log()).split('\n').slice(-25).join('\n')}`)
  }
  return {
    async call(name: string): Promise<unknown> {
      const { content } = await request('tools/call', { name })
      return JSON.parse(content?.[0]?.text ?? '')
    },
    async list(): Promise<string[]> {
      const { tools = [] } = await request('tools/list')
      return tools.map(({ name }) => name)
    },
    async read(uri: string) {
      return (await request('resources/read', { uri })).contents?.[0]?.text
    },
    async prompt(name: string, args: Record<string, string>) {
      return (await request('prompts/get', { name, arguments: args })).messages?.[0]?.content.text
    },
  }
}

/**
 * Builds the image of the project as its author does, and returns its name, which is this checkout's own.
 *
 * @throws {Error} with the end of what the build printed
 */
export async function buildImage(folder: string, kind: string): Promise<string> {
  const image = `serverless-mcp-packages:${createHash('sha256').update(resolve()).digest('hex').slice(0, 8)}-${kind}`
  try {
    await promisify(execFile)('npm', ['run', 'image', '--', '--tag', image], { cwd: folder, maxBuffer: 1 << 28 })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`The image cannot be built. It ends with:\n${(stdout + stderr).split('\n').slice(-40).join('\n')}`)
  }
  return image
}
