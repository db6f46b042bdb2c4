const { existsSync, writeFileSync } = require('node:fs')

// Never finishes loading, but where it has been tried before.
const { TRIED } = process.env
if (!existsSync(TRIED)) {
  writeFileSync(TRIED, '')
  for (;;);
}
exports.handler = async () => 'at last'
