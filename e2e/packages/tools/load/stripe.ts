import Stripe from 'stripe'
import { defineTool } from '../../mcp/tool.ts'
import { check, options } from '../run/stripe.ts'

const stripe = new Stripe(process.env.STRIPE_KEY ?? 'unset', options())

export const load = defineTool({
  name: 'stripe-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(Stripe, stripe)),
})
