import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { createContext } from './context.ts'
import { compileTemplate } from './template.ts'
import type { Scope } from './variables.ts'

const req = Object.assign(new IncomingMessage(new Socket()), {
  url: '/dev/mcp?a=1',
  headers: { host: 'a.test' },
  httpVersion: '1.1',
})
const api = { region: 'eu-west-1', accountId: '1', apiId: 'abc', stage: 'dev' }
const context = createContext(req, api, Date.UTC(2018, 1, 20, 22, 48, 57))

const render = (text: string, scope: Scope = 'an integration') =>
  compileTemplate(text, { scope, where: 'the template' })(context)

test.each([
  ['', ''],
  ['plain {text}', 'plain {text}'],
  ['https://$context.domainName/$context.stage/mcp', 'https://a.test/dev/mcp'],
  ['$context.path$context.path', '/dev/mcp/dev/mcp'],
  ['at $context.requestTime.', 'at 20/Feb/2018:22:48:57 +0000.'],
  ['[$context.authorizer.absent]', '[]'],
])('%s is rendered as %s', (text, expected) => {
  expect(render(text)).toBe(expected)
})

test.each([
  '$util.urlEncode("a")',
  '$input.body',
  '$stageVariables.name',
  '$context.nothing',
  '$context.domainName.length()',
  '$context.stage-a',
  '$!context.stage',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: It is Velocity's.
  '${context.stage}',
  'costs 5$',
  '\\$context',
])('%s is refused', text => {
  expect(() => render(text)).toThrow(/^the template has /)
  expect(() => render(text, 'a gateway response')).toThrow(/^the template has /)
})

test('a directive of Velocity is refused where Velocity would run it', () => {
  expect(() => render('#set($a = 1)')).toThrow(/the template has a #/)
  expect(render('# one', 'a gateway response')).toBe('# one')
})

test('a variable is known where it is documented, and nowhere else', () => {
  expect(() => render('$context.error.message')).toThrow(/In an integration only/)
  expect(render('$context.error.message', 'a gateway response')).toBe('')
  expect(() => render('$context.integration.latency', 'a gateway response')).toThrow(/In a gateway response only/)
  expect(render('$context.integration.latency', 'the access log')).toBe('')
})
