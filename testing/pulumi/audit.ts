import type { EnforcementLevel, Policies } from '@pulumi/policy'
import * as server from '@pulumi/policy/server.js'
import {
  type AnalyzeResponse,
  AnalyzerResourceOptions,
  EnforcementLevel as Level,
} from '@pulumi/pulumi/proto/analyzer_pb.js'

// For tests: the policies over resources as a program registered them, by the code that answers the engine in a real run.

/** A resource as a program registers it. */
export interface Registered {
  type: string
  name: string
  /** As they go to the engine: secrets in their envelope, and what is unknown as its mark. */
  inputs: Record<string, unknown>
  opts: { parent: string; protect: boolean; ignoreChanges: string[] }
}

export interface Violation {
  policy: string
  level: EnforcementLevel
  /** The resource's name. Empty if the stack as a whole is meant. */
  resource: string
  message: string
}

type Answer = (error: Error | null, response?: AnalyzeResponse) => void
type Analyzer = (pack: string, version: string, level: EnforcementLevel, policies: Policies) => Rpc
type Rpc = (call: { request: unknown }, answer: Answer) => void

/** Exported by the package, but for its own use, so without types. */
const { makeAnalyzeRpcFun, makeAnalyzeStackRpcFun } = server as unknown as Record<
  'makeAnalyzeRpcFun' | 'makeAnalyzeStackRpcFun',
  Analyzer
>

/** Each resource first, then the stack, as in a real run. A stack policy sees inputs here, as there are no outputs. */
export async function audit(policies: Policies, resources: readonly Registered[]): Promise<Violation[]> {
  const requests = resources.map(asRequest)
  const eachResource = makeAnalyzeRpcFun('audit', '0', 'advisory', policies)
  const wholeStack = makeAnalyzeStackRpcFun('audit', '0', 'advisory', policies)
  const violations = [
    ...(await Promise.all(requests.map(request => ask(eachResource, request, request.getName())))),
    await ask(wholeStack, { getResourcesList: () => requests }, ''),
  ]
  return violations.flat()
}

function ask(rpc: Rpc, request: unknown, resource: string): Promise<Violation[]> {
  return new Promise((resolve, reject) =>
    rpc({ request }, (error, response) => {
      if (error || !response) return reject(error)
      const diagnostics = response.getDiagnosticsList()
      resolve(
        diagnostics.map(diagnostic => ({
          policy: diagnostic.getPolicyname(),
          level: levels[diagnostic.getEnforcementlevel()] ?? 'advisory',
          resource,
          message: diagnostic.getMessage(),
        })),
      )
    }),
  )
}

const levels: Record<number, EnforcementLevel> = {
  [Level.ADVISORY]: 'advisory',
  [Level.MANDATORY]: 'mandatory',
  [Level.REMEDIATE]: 'remediate',
  [Level.DISABLED]: 'disabled',
}

/** What the analyzer reads of the engine's request about a resource. */
function asRequest({ type, name, inputs, opts }: Registered) {
  const options = new AnalyzerResourceOptions()
  options.setProtect(opts.protect)
  options.setIgnorechangesList(opts.ignoreChanges)
  options.setParent(opts.parent)
  return {
    getType: () => type,
    getName: () => name,
    getUrn: () => `urn:pulumi:audit::audit::${type}::${name}`,
    getProperties: () => ({ toJavaScript: () => inputs }),
    getOptions: () => options,
    getParent: () => opts.parent,
    getProvider: () => undefined,
    getDependenciesList: () => [],
    getPropertydependenciesMap: () => undefined,
  }
}
