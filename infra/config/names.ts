// What AWS takes for a name, of all that a stack makes. Free of Pulumi: whoever deploys is told before anything is made.

interface Rule {
  /** What has the name. */
  what: string
  /** The names, at their longest, of a project and a stack. */
  names(project: string, stack: string): string[]
  longest: number
  pattern: RegExp
  /** The pattern in words. */
  takes: string
}

/** Pulumi adds so much to a name that it makes up: https://pulumi.com/docs/iac/concepts/resources/names/#autonaming */
const auto = (...names: string[]) => names.map(name => `${name}-1234567`)
const word = { pattern: /^[\w-]+$/, takes: 'letters, digits, - and _' }
const any = { pattern: /^[^:*$]+$/, takes: 'anything but : * $' }

/** By the types of `@pulumi/aws`. Lengths and patterns are those of AWS's API models, but for what cites a page. */
export const nameRules: Record<string, Rule> = {
  // https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html
  'aws:apigateway/stage:Stage': { what: "the API's stage", names: (_, stack) => [stack], longest: 128, ...word },
  'aws:ecr/repository:Repository': {
    what: 'the image repository',
    names: (project, stack) => [`${project}-${stack}`],
    longest: 256,
    pattern: /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*$/,
    takes: 'lower-case letters and digits, with single . _ - between them',
  },
  'aws:iam/role:Role': {
    what: 'a role',
    names: (project, stack) =>
      auto(...['authorizer', 'server', 'release', 'api-log'].map(id => `${project}-${stack}-${id}`)),
    longest: 64,
    pattern: /^[\w+=,.@-]+$/,
    takes: 'letters, digits and +=,.@_-',
  },
  // The pattern is of ARNs too, of which a name has 64 characters: see `CreateFunction`.
  'aws:lambda/function:Function': {
    what: 'a function',
    names: (project, stack) => auto(`${project}-${stack}-authorizer`, `${project}-${stack}-server`),
    longest: 64,
    ...word,
  },
  'aws:cloudwatch/logGroup:LogGroup': {
    what: 'a log group',
    names: (project, stack) => ['authorizer', 'server', 'access'].map(id => `/${project}/${stack}/${id}`),
    longest: 512,
    pattern: /^[.\-_/#A-Za-z0-9]+$/,
    takes: 'letters, digits and .-_/#',
  },
  'aws:cloudwatch/metricAlarm:MetricAlarm': {
    what: 'an alarm',
    names: (project, stack) => auto(`${project}-${stack}-authorizer-throttles`),
    longest: 255,
    ...any,
  },
  'aws:cloudwatch/logMetricFilter:LogMetricFilter': {
    what: 'the metric of failures',
    names: (project, stack) => [`${project}-${stack}-authorizer-failures`],
    longest: 255,
    ...any,
  },
  // https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
  'aws:sns/topic:Topic': {
    what: 'the topic of the alarms',
    names: (project, stack) => auto(`${project}-${stack}-alarms`),
    longest: 256,
    ...word,
  },
  'aws:codedeploy/application:Application': {
    what: "CodeDeploy's application",
    names: (project, stack) => [`${project}-${stack}`],
    longest: 100,
    ...any,
  },
}

/**
 * What AWS would refuse of a stack's names, half way through its deployment.
 *
 * @returns a sentence for each rule that is broken
 */
export function unfitNames(project: string, stack: string): string[] {
  return Object.values(nameRules).flatMap(({ what, names, longest, pattern, takes }) => {
    const all = names(project, stack)
    const strange = all.find(name => !pattern.test(name))
    const long = all.find(name => name.length > longest)
    const named = (name: string) => `The project "${project}" and the stack "${stack}" name ${what} ${name}, which`
    return [
      ...(strange === undefined ? [] : [`${named(strange)} must be of ${takes}. ${rename(project, stack, pattern)}`]),
      ...(long === undefined
        ? []
        : [
            `${named(long)} must be at most ${longest} characters long, not ${long.length}. Choose a shorter name: ` +
              `project and stack together may have ${project.length + stack.length + longest - long.length}.`,
          ]),
    ]
  })
}

/** Whichever of the two breaks the rule by itself; a name may be good only within another. */
function rename(project: string, stack: string, pattern: RegExp): string {
  return pattern.test(`${project}-x`) || !pattern.test(`x-${stack}`)
    ? 'Choose another name for the stack.'
    : 'Choose another name for the project, in Pulumi.yaml.'
}

/** https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
export const regionName = /^[a-z]{2,4}(-[a-z]+)+-\d+$/
