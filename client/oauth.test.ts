import { expect, test } from 'vitest'
import { OAuthLogin } from './oauth.ts'

test('when nobody logs in in time, it says so', async () => {
  await using login = await OAuthLogin.start({ timeoutMs: 60 })
  await expect(login.code()).rejects.toThrow('nobody logged in within 0.001 minutes. Run it again.')
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
