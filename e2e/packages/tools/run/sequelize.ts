import type * as Module from 'sequelize'
import { defineTool } from '../../mcp/tool.ts'
import { postgres } from '../../servers/postgres.ts'

export async function check({ DataTypes, Op, ...errors }: typeof Module, sequelize: Module.Sequelize) {
  await postgres()
  const Book = sequelize.define('Book', { title: { type: DataTypes.STRING, unique: true } }, { timestamps: false })
  await Book.sync({ force: true })
  await Book.bulkCreate([{ title: 'One' }, { title: 'Two' }])
  const error = await Book.create({ title: 'One' }).catch(error => error)
  return {
    found: await Book.count({ where: { title: { [Op.like]: 'T%' } } }),
    table: Book.tableName,
    error: [error.name, error instanceof errors.UniqueConstraintError, error.errors[0].path],
  }
}

export const run = defineTool({
  name: 'sequelize-run',
  description:
    'Makes a table and counts rows of a Postgres in the process (PGlite); sequelize requires its driver by name.',
  async run() {
    const module = await import('sequelize')
    const sequelize = new module.Sequelize(process.env.DATABASE_URL ?? '', { logging: false })
    try {
      return JSON.stringify(await check(module, sequelize))
    } finally {
      await sequelize.close()
    }
  },
})
