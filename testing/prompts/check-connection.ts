import * as z from 'zod'
import { definePrompt } from '../../app/mcp/prompt.ts'

export const checkConnection = definePrompt({
  name: 'check-connection',
  title: 'Check the connection',
  description: 'Has the model try this server and report what works.',
  args: z.object({
    language: z.string().max(40).optional().describe('Language of the report. Default: English.'),
  }),
  get: ({ language = 'English' }) =>
    'Call the tools ping and whoami of this server and read its resource server://about. ' +
    `Then report in ${language}, in three lines: does it answer, as whom am I known, which version and stage is it.`,
})
