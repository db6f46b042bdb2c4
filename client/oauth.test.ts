import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { OAuthLogin } from './oauth.ts'

test('when nobody logs in in time, it says so', async () => {
  await using login = await OAuthLogin.start({ timeoutMs: 60 })
  await expect(login.code()).rejects.toThrow('nobody logged in within 0.001 minutes. Run the command again.')
})

test('each login has a state and an address of its own, on loopback', async () => {
  await using one = await OAuthLogin.start()
  await using other = await OAuthLogin.start()
  expect(one.state()).not.toBe(other.state())
  expect(one.redirectUrl).not.toBe(other.redirectUrl)
  expect(one.redirectUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/)
  expect(one.clientMetadata.redirect_uris).toEqual([one.redirectUrl])
})

test('only the address that the browser is sent to takes answers', async () => {
  await using login = await OAuthLogin.start()
  const answer = `state=${login.state()}&code=1`
  expect(await fetch(login.redirectUrl.replace('/callback', `/?${answer}`))).toMatchObject({ status: 404 })
  expect(await fetch(`${login.redirectUrl}?${answer}`)).toMatchObject({ status: 200 })
  expect(await login.code()).toBe('1')
})

test.each([
  ['//', 404],
  ['///', 404],
  ['//[', 404],
  ['//user@:0/callback', 404],
  ['/\\\\', 404],
  ['/%', 404],
  ['/callback?%', 400],
  ['/callback?state=%E0%A4%A', 400],
  ['*', 400],
  ['http://[', 400],
  ['http://[/callback', 400],
  ['http://:99999/callback', 400],
  ['callback', 400],
])('a request to %s at its port is answered with %i, and the login goes on', async (target, status) => {
  await using login = await OAuthLogin.start()
  const socket = connect(Number(new URL(login.redirectUrl).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.end(`GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`)
  expect(await text(socket)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  expect(await fetch(`${login.redirectUrl}?state=${login.state()}&code=1`)).toMatchObject({ status: 200 })
  expect(await login.code()).toBe('1')
})

describe('an answer', () => {
  const issuer = 'https://login.example.com'
  const promise = { authorization_response_iss_parameter_supported: true }
  test.each<[string, object, string, RegExp | undefined]>([
    ['that names its issuer', {}, `&iss=${issuer}`, undefined],
    ['that names its issuer, as promised', promise, `&iss=${issuer}`, undefined],
    ['that names nobody, where nothing is promised', {}, '', undefined],
    [
      'that names nobody, where that is not promised',
      { authorization_response_iss_parameter_supported: false },
      '',
      undefined,
    ],
    [
      'that names nobody, against the promise',
      promise,
      '',
      /does not say that it is from https:\/\/login\.example\.com/,
    ],
    ['that names another', {}, '&iss=https://evil.example.com', /another authorization server/],
    ['that names another too', promise, `&iss=${issuer}&iss=https://evil.example.com`, /another authorization server/],
    ['that names another in another spelling', promise, `&iss=${issuer}/`, /another authorization server/],
    ['that names an empty one', promise, '&iss=', /another authorization server/],
  ])('%s', async (_case, promised, iss, refusal) => {
    const endpoints = { authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` }
    const discovery = {
      authorizationServerUrl: issuer,
      resourceMetadata: { resource: 'https://mcp.example.com/mcp' },
      authorizationServerMetadata: { issuer, ...endpoints, response_types_supported: ['code'], ...promised },
    }
    for (const given of ['code=1', 'error=access_denied']) {
      await using login = await OAuthLogin.start()
      login.saveDiscoveryState(discovery)
      await fetch(`${login.redirectUrl}?state=${login.state()}&${given}${iss}`)
      if (refusal) await expect(login.code()).rejects.toThrow(refusal)
      else if (given === 'code=1') expect(await login.code()).toBe('1')
      else await expect(login.code()).rejects.toThrow('access_denied')
    }
  })
})
