import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Deployment, deploy, isSecret } from '../testing/pulumi/mocked-deployment.ts'

const functions = 'aws:lambda/function:Function'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('the keys that sign state', () => {
  const keysOf = (deployment: Deployment) => {
    const { environment } = deployment.one(functions, '-server').inputs
    return (environment as { variables: Record<string, unknown> }).variables.STATE_KEYS
  }
  const key = (number: number) => sha256(`serverless-mcp-prod-state-${number}`)
  const names = (deployment: Deployment) =>
    deployment.all('random:index/randomBytes:RandomBytes').map(({ name }) => name)

  test('are one of 32 bytes at first, a secret that the server alone has', async () => {
    const deployment = await deploy('prod')
    expect(deployment.one('random:index/randomBytes:RandomBytes').inputs).toEqual({ length: 32 })
    expect(isSecret(keysOf(deployment))).toBe(true)
    expect(keysOf(deployment)).toMatchObject({ value: key(1) })
    const others = deployment.resources.filter(({ name, type }) => type !== functions || !name.endsWith('-server'))
    expect(JSON.stringify(others)).not.toContain(key(1))
  })

  test('are the new one and the one before it, when the number goes up', async () => {
    const deployment = await deploy('prod', { config: { stateKey: 3 } })
    expect(keysOf(deployment)).toMatchObject({ value: `${key(3)},${key(2)}` })
    expect(names(deployment).sort()).toEqual(['serverless-mcp-prod-state-2', 'serverless-mcp-prod-state-3'])
  })
})
