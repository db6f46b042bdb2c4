import { appendFileSync } from 'node:fs'
import lodash from 'lodash'
import build from 'pino-abstract-transport'

export default ({ destination }) =>
  build(async source => {
    for await (const { msg } of source) appendFileSync(destination, lodash.upperCase(msg))
  })
