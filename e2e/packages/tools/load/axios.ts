import axios from 'axios'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/axios.ts'

const client = axios.create({ baseURL: process.env.API_URL ?? '' })

export const load = defineTool({
  name: 'axios-load',
  description: 'The same with a client made while the module loads.',
  run: async () => JSON.stringify(await check(axios, client)),
})
