import { CodeDeployServiceException, type DeploymentInfo, type RevisionLocation } from '@aws-sdk/client-codedeploy'
import { LambdaServiceException } from '@aws-sdk/client-lambda'
import type { Stack } from '../scripts/release/deployed-stack.ts'
import type { Session } from '../scripts/release/session.ts'

// Lambda and CodeDeploy for the tests: what they answer has the shapes of the API reference, and the texts that CodeDeploy
// has been seen to write.

type Input = Record<string, unknown>

export class FakeAws {
  versions = ['3', '4', '5']
  alias = { FunctionVersion: '4', RoutingConfig: { AdditionalVersionWeights: {} as Record<string, number> } }
  /** The handlers of versions; of one that is not named, Lambda tells none. */
  handlers: Record<string, string> = {}
  revision = 1
  deployments: DeploymentInfo[] = []
  /** Every call, by the name of its command. */
  calls: { name: string; input: Input }[] = []
  /** Errors instead of answers, by the name of the command. */
  errors: Record<string, Error> = {}
  /** What happens at AWS while the command waits: one after each pause. */
  happens: ((aws: FakeAws) => void)[] = []

  get current(): DeploymentInfo {
    return this.deployments.find(({ status }) => status === 'InProgress') ?? {}
  }

  point(version: string, weights: Record<string, number> = {}) {
    this.alias = { FunctionVersion: version, RoutingConfig: { AdditionalVersionWeights: weights } }
    this.revision++
  }

  deploy(id: string, revision: RevisionLocation | undefined, rest: DeploymentInfo = {}) {
    const startTime = new Date(0)
    this.deployments.push({ deploymentId: id, status: 'InProgress', creator: 'user', startTime, revision, ...rest })
  }

  shifting(id: string, from: string, to: string) {
    const Properties = { Name: 'server-1a2b', Alias: 'live', CurrentVersion: from, TargetVersion: to }
    const content = JSON.stringify({
      version: 0.0,
      Resources: [{ server: { Type: 'AWS::Lambda::Function', Properties } }],
    })
    this.deploy(id, { revisionType: 'AppSpecContent', appSpecContent: { content } })
  }

  /** Ends the running deployment, and where it was stopped begins to undo it. */
  stop(code: 'ALARM_ACTIVE' | 'MANUAL_STOP', message: string) {
    const { current } = this
    current.status = 'Stopped'
    Object.assign(current, { errorInformation: { code, message } })
    current.rollbackInfo = {
      rollbackDeploymentId: 'd-BACK',
      rollbackMessage: `Deployment ${current.deploymentId} terminated. Automatic rollback is triggered with a DeploymentId d-BACK.`,
    }
    this.deploy('d-BACK', undefined, { creator: 'codeDeployRollback' })
  }

  finish() {
    this.current.status = 'Succeeded'
  }

  send = async (command: object): Promise<unknown> => {
    const { input } = command as { input: Input }
    const name = command.constructor.name.replace(/Command$/, '')
    this.calls.push({ name, input })
    if (this.errors[name]) throw this.errors[name]
    return structuredClone(this.answer(name, input))
  }

  private answer(name: string, input: Input): unknown {
    switch (name) {
      case 'GetAlias':
        return { Name: 'live', ...this.alias, RevisionId: `r${this.revision}` }
      case 'UpdateAlias': {
        if (input.RevisionId !== `r${this.revision}`) throw lambdaError('PreconditionFailedException', 'RevisionId')
        const { AdditionalVersionWeights } = input.RoutingConfig as FakeAws['alias']['RoutingConfig']
        return this.point(String(input.FunctionVersion), AdditionalVersionWeights)
      }
      case 'ListVersionsByFunction': {
        const pages = [['$LATEST', ...this.versions.slice(0, 1)], this.versions.slice(1)]
        const page = pages[input.Marker ? 1 : 0] ?? []
        const Versions = page.map(Version => ({
          Version,
          LastModified: `2026-08-2${Version.at(-1)}T12:01:12.000+0000`,
          ImageConfigResponse: { ImageConfig: { Command: this.handlers[Version] ? [this.handlers[Version]] : [] } },
        }))
        return { Versions, ...(!input.Marker && { NextMarker: 'more' }) }
      }
      case 'GetFunction':
        return { Code: { ResolvedImageUri: `1.dkr.ecr/serverless-mcp@sha256:${String(input.Qualifier).repeat(64)}` } }
      case 'ListDeployments':
        return { deployments: this.current.deploymentId ? [this.current.deploymentId] : [] }
      case 'GetDeployment':
        return { deploymentInfo: this.deployments.find(({ deploymentId }) => deploymentId === input.deploymentId) }
      case 'CreateDeployment':
        this.deploy('d-NEW', input.revision as RevisionLocation)
        return { deploymentId: 'd-NEW' }
      case 'StopDeployment':
        this.stop('MANUAL_STOP', 'The deployment was stopped')
        return { status: 'Pending' }
      default:
        throw new Error(`The fake does not know ${name}`)
    }
  }
}

export function lambdaError(name: string, message: string): Error {
  return new LambdaServiceException({ name, message, $fault: 'client', $metadata: {} })
}

export function codeDeployError(name: string, message: string): Error {
  return new CodeDeployServiceException({ name, message, $fault: 'client', $metadata: {} })
}

/** A session with the fake, whose pauses take no time. `live` is at version 4, and `up` has published version 5. */
export function fakeSession(stack: Partial<Stack> = {}) {
  const aws = new FakeAws()
  const lines: string[] = []
  const interruption = new AbortController()
  let now = 0
  const session: Session = {
    stack: {
      name: 'prod',
      mode: 'canary',
      token: true,
      region: 'ap-southeast-2',
      application: 'serverless-mcp-prod',
      functionName: 'server-1a2b',
      functionVersion: '5',
      aliasName: 'live',
      endpoint: 'https://api.example/prod/mcp',
      ...stack,
    },
    lambda: aws as unknown as Session['lambda'],
    codedeploy: aws as unknown as Session['codedeploy'],
    clock: {
      now: () => now,
      async sleep(ms) {
        interruption.signal.throwIfAborted()
        now += ms
        const next = aws.happens.shift()
        if (next === undefined) throw new Error(`Waits for nothing more to happen:\n${lines.join('\n')}`)
        next(aws)
      },
    },
    signal: interruption.signal,
    report: { say: line => lines.push(line), progress: line => lines.push(line), end() {} },
  }
  const called = (name: string) => aws.calls.filter(call => call.name === name).map(({ input }) => input)
  return { session, aws, lines, interruption, called }
}
