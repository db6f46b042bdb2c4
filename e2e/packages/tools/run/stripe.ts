import type { Stripe } from 'stripe'
import { defineTool } from '../../mcp/tool.ts'
import { http } from '../../servers/http.ts'
import { port } from '../../servers/ports.ts'

export const options = () => ({ host: '127.0.0.1', port: port('http'), protocol: 'http' as const, telemetry: false })

export async function check(Client: typeof Stripe, stripe: Stripe) {
  await http()
  const { id } = await stripe.customers.retrieve('cus_1')
  const error = await stripe.customers.retrieve('cus_0').catch(error => error)
  const payload = JSON.stringify({ id: 'evt_1', object: 'event', type: 'ping' })
  const header = stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec', timestamp: 1_700_000_000 })
  const event = stripe.webhooks.constructEvent(payload, header, 'whsec', Number.MAX_SAFE_INTEGER)
  return {
    id,
    error: [error.type, error.code, error.constructor.name, error instanceof Client.errors.StripeInvalidRequestError],
    header,
    event: event.type,
  }
}

export const run = defineTool({
  name: 'stripe-run',
  description: 'Reads a customer from a loopback server, and signs and verifies an event.',
  async run() {
    const { Stripe } = await import('stripe')
    return JSON.stringify(await check(Stripe, new Stripe('sk_test', options())))
  },
})
