const { existsSync } = require('node:fs')

// Does not finish loading before a file is there.
const pause = new Int32Array(new SharedArrayBuffer(4))
while (!existsSync(process.env.AWAITED_FILE)) Atomics.wait(pause, 0, 0, 10)

exports.handler = async () => 'at last'
