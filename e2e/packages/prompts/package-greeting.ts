import lodash from 'lodash'
import * as z from 'zod'
import { definePrompt } from '../mcp/prompt.ts'

export const packageGreeting = definePrompt({
  name: 'package-greeting',
  description: 'A text written by a package.',
  args: z.object({ name: z.string() }),
  get: ({ name }) =>
    lodash.template('Greet <%= name %> in <%= language %>.')({ name: lodash.startCase(name), language: 'Māori' }),
})
