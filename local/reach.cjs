// Runs in a container: calls this machine by every name and address that might be its own, and tells each that works by
// the address that the call went to. `names`, `port` and `secret` come as JSON in CALL.
const { lookup } = require('node:dns')
const { readFileSync } = require('node:fs')
const { get } = require('node:http')

const { names, port, secret } = JSON.parse(process.env.CALL)

/** The router of the container's network: this machine, for a bridge on it. */
function router() {
  try {
    const [, gateway] = /\t00000000\t([0-9A-F]{8})\t/.exec(readFileSync('/proc/net/route', 'utf8'))
    return [...Buffer.from(gateway, 'hex').reverse()].join('.')
  } catch {
    return undefined
  }
}

for (const name of new Set([...names, router()])) {
  if (name === undefined) continue
  lookup(name, { family: 4 }, (error, address) => {
    if (error) return
    const call = get({ host: address, port, path: `/${secret}/${address}` }, response => response.resume())
    call.on('error', () => {})
  })
}
setTimeout(() => process.exit(), 2000).unref()
