import type twilio from 'twilio'
import { defineTool } from '../../mcp/tool.ts'

export function check(module: typeof twilio) {
  const client = module(`AC${'0'.repeat(32)}`, 'token')
  const voice = new module.twiml.VoiceResponse()
  voice.say({ voice: 'alice' }, 'Kia ora & welcome')
  // The example of https://www.twilio.com/docs/usage/security, with the signature that is printed there.
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
  const parameters = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+14158675309',
    Digits: '1234',
    From: '+14158675309',
    To: '+18005551212',
  }
  return {
    client: [client.constructor.name, client.messages.constructor.name],
    twiml: voice.toString(),
    signed: module.validateRequest('12345', 'RSOYDt4T1cUTdK1PDd93/VVr8B8=', url, parameters),
    signature: module.webhook.name,
  }
}

export const run = defineTool({
  name: 'twilio-run',
  description: 'Writes TwiML, and verifies the signature of its documentation.',
  run: async () => JSON.stringify(check((await import('twilio')).default)),
})
