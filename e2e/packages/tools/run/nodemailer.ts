import type { SendMailOptions, Transporter } from 'nodemailer'
import { defineTool } from '../../mcp/tool.ts'
import { smtp } from '../../servers/smtp.ts'

export async function check(transport: Transporter) {
  const received = await smtp()
  const { accepted, response } = await transport.sendMail({
    from: 'Tūī <tui@example.com>',
    to: 'kea@example.com',
    subject: 'Nau mai',
    text: 'Kia ora',
    attachments: [{ filename: 'a.txt', content: 'attached' }],
    date: new Date(0),
    messageId: '<1@example.com>',
    boundary: 'edge',
  } as SendMailOptions)
  const error = await transport
    .sendMail({ from: 'a@example.com', to: 'nobody@example.com', text: '' })
    .catch(error => error)
  return {
    accepted,
    response,
    mail: received.at(-1)?.replace(/edge-\S+|--_[^\r]*/g, 'edge'),
    error: [error.code, error.responseCode],
    name: transport.constructor.name,
  }
}

export const run = defineTool({
  name: 'nodemailer-run',
  description: 'Sends a mail with an attachment to a loopback server (smtp-server), which refuses another.',
  async run() {
    const { default: nodemailer } = await import('nodemailer')
    return JSON.stringify(await check(nodemailer.createTransport(process.env.SMTP_URL)))
  },
})
