import { expect, test } from 'vitest'
import { parseMethodArn } from './method-arn.ts'

test.each([
  ['aws', 'eu-central-1', 'amazonaws.com'],
  ['aws-us-gov', 'us-gov-west-1', 'amazonaws.com'],
  ['aws-cn', 'cn-north-1', 'amazonaws.com.cn'],
])('the endpoint and the routes of a stage in the partition %s', (partition, region, suffix) => {
  const stage = `arn:${partition}:execute-api:${region}:123456789012:abcdef1234/dev`
  expect(parseMethodArn(`${stage}/POST/mcp`)).toEqual({
    routes: `${stage}/*`,
    endpoint: `https://abcdef1234.execute-api.${region}.${suffix}/dev/mcp`,
  })
})

test('the path that the caller chose changes neither', () => {
  const stage = 'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/dev'
  for (const path of ['mcp/../other', 'a:b:c/prod', '*', '']) {
    expect(parseMethodArn(`${stage}/POST/${path}`)).toEqual(parseMethodArn(`${stage}/POST/mcp`))
  }
})
