import { Pool, types } from 'pg'

const pool = new Pool({ host: '127.0.0.1', max: 1 })

export const pg = {
  name: 'pg',
  description: 'Reads a date as the pool does',
  run: async message => {
    if (types.getTypeParser(1082)('2026-01-01').getTime() > 0 && pool.totalCount === 0) return `pong: ${message}`
    throw new Error('pg does not work')
  },
}
