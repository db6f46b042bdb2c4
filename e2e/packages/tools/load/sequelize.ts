import * as module from 'sequelize'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/sequelize.ts'

const url = process.env.DATABASE_URL ?? 'postgres://unset'
const sequelize = new module.Sequelize(url, { logging: false, pool: { max: 1 } })

export const load = defineTool({
  name: 'sequelize-load',
  description: 'The same with a pool made while the module loads.',
  run: async () => JSON.stringify(await check(module, sequelize)),
})
