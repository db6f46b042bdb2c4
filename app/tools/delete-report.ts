import * as z from 'zod'
import { defineTool } from '../mcp/tool.ts'

export const deleteReport = defineTool({
  name: 'delete-report',
  title: 'Delete a report',
  description:
    'Deletes a report, after the user has confirmed it. A sample of a tool that asks: there are no reports, so none is lost.',
  input: z.object({ report: z.int().min(1).describe('The number of the report.') }),
  annotations: { destructiveHint: true, idempotentHint: true, openWorldHint: false },
  run({ report }, { ask }) {
    const answer = ask({
      message: `Delete report ${report}? This cannot be undone.`,
      form: z.object({ confirm: z.boolean().describe('Delete it') }),
    })
    if (answer.action === 'pending') return answer.question
    if (answer.action === 'cancel') return `Report ${report} is still there: the user closed the question.`
    const confirmed = answer.action === 'accept' && answer.content.confirm
    return confirmed ? `Report ${report} is deleted.` : `Report ${report} is still there: the user said no.`
  },
})
