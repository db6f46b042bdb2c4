import express from 'express'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/express.ts'

const router = express.Router()

export const load = defineTool({
  name: 'express-load',
  description: 'The same, with a router made while the module loads.',
  run: async () => JSON.stringify(typeof router.get === 'function' && (await check(express))),
})
