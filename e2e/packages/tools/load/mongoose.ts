import mongoose from 'mongoose'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/mongoose.ts'

const own = new mongoose.Mongoose()

export const load = defineTool({
  name: 'mongoose-load',
  description: 'The same with an instance made while the module loads.',
  run: () => JSON.stringify(check(own)),
})
