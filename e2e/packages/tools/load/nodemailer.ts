import nodemailer from 'nodemailer'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/nodemailer.ts'

const transport = nodemailer.createTransport(process.env.SMTP_URL)

export const load = defineTool({
  name: 'nodemailer-load',
  description: 'The same with a transport made while the module loads.',
  run: async () => JSON.stringify(await check(transport)),
})
