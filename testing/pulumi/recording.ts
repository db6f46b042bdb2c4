import * as pulumi from '@pulumi/pulumi'

// For tests: what a program registers with its monitor.

/** A resource as the program registered it. */
export interface Registered {
  type: string
  name: string
  /** As they go to the engine: a secret stands in an envelope, see `isSecret` in mocked-deployment.ts. */
  inputs: Record<string, unknown>
  opts: { parent: string; protect: boolean; retainOnDelete: boolean; dependsOn: string[]; ignoreChanges: string[] }
}

interface Request {
  getType(): string
  getName(): string
  getObject(): { toJavaScript(): Record<string, unknown> }
  getParent(): string
  getProtect(): boolean | undefined
  getRetainondelete(): boolean | undefined
  getDependenciesList(): string[]
  getIgnorechangesList(): string[]
}

/** What the mocks do not get to see, the options, is read off the request. */
export function recordInto(resources: Registered[]): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as {
    registerResource(request: Request, callback: unknown): unknown
    registerResourceHook(request: unknown, callback: (error: null, response: object) => void): void
  }
  // The mocks know no hooks, which run on the engine only: e2e/engine has their tests.
  monitor.registerResourceHook = (_request, callback) => callback(null, {})
  const register = monitor.registerResource.bind(monitor)
  monitor.registerResource = (request, callback) => {
    resources.push({
      type: request.getType(),
      name: request.getName(),
      inputs: request.getObject().toJavaScript(),
      opts: {
        parent: request.getParent(),
        protect: request.getProtect() ?? false,
        retainOnDelete: request.getRetainondelete() ?? false,
        dependsOn: request.getDependenciesList(),
        ignoreChanges: request.getIgnorechangesList(),
      },
    })
    return register(request, callback)
  }
}
