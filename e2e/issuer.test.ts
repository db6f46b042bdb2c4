import { expect, inject, test } from 'vitest'
import { issuerAddresses, reachIssuer } from '../local/issuer/addresses.ts'
import { createIssuer } from '../local/issuer/create-issuer.ts'
import { node } from '../testing/processes.ts'
import { docker } from './container.ts'
import { listen } from './transports.ts'

const issuer = (...args: string[]) => node(['local/issuer.ts', ...args])

test('npm run issuer prints its address, and how to start a server with it', async () => {
  await using running = issuer('--port', '0')
  const [, url] = await running.prints(
    /^Issuer: +(http:\/\/localhost:\d+)\nServer: +AUTHORIZATION=jwt JWT_ISSUER=\1 npm start\n/,
  )
  const response = await fetch(`${url}/.well-known/openid-configuration`)
  expect(await response.json()).toMatchObject({ issuer: url })
})

test('what it cannot do with a port is one line with the remedy', async () => {
  await using taken = await listen(() => {})
  const { port } = new URL(taken.url)
  const [nothing, busy] = await Promise.all([issuer('--port', 'http').ended, issuer('--port', port).ended])
  expect(nothing).toMatchObject({ code: 1, stderr: expect.stringMatching(/^--port is "http", but must be .+\n$/) })
  expect(busy).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Port \d+ is taken\. .+\n$/) })
})

test.skipIf(inject('image') === null)('a container reaches it by the address that the host has', async () => {
  await using running = await createIssuer({ port: 0, addresses: await issuerAddresses() })
  const script = `fetch('${running.url}/.well-known/openid-configuration').then(async answer => console.log(await answer.text()))`
  const command = ['--entrypoint', '/var/lang/bin/node', inject('image') ?? '', '-e', script]
  const printed = await docker('run', '--rm', ...reachIssuer, ...command)
  expect(JSON.parse(printed)).toMatchObject({ issuer: running.url, jwks_uri: `${running.url}/jwks` })
})
