// Runs in a container: calls this machine by every name and address that might be its own, and tells each that works by
// the address that the call went to. `names`, `port` and `secret` come as JSON in CALL.
const { Resolver } = require('node:dns')
const { readFileSync } = require('node:fs')
const { get } = require('node:http')
const { isIPv4 } = require('node:net')

const { names, port, secret } = JSON.parse(process.env.CALL)

/** The router of the container's network: this machine, for a bridge on it. */
function findRouter() {
  try {
    const [, gateway] = /\t00000000\t([0-9A-F]{8})\t/.exec(readFileSync('/proc/net/route', 'utf8'))
    return [...Buffer.from(gateway, 'hex').reverse()].join('.')
  } catch {
    return 'none'
  }
}

/** The names that the engine has given to addresses. */
function readHosts() {
  const lines = readFileSync('/etc/hosts', 'utf8').split('\n')
  const entries = lines
    .map(line => line.split(/\s+/))
    .flatMap(([address, ...names]) => names.map(name => [name, address]))
  return new Map(entries)
}

/** By no `lookup`: the process could not end before a name server that says nothing is given up. */
function resolve(name) {
  const known = isIPv4(name) ? name : hosts.get(name)
  if (known) return Promise.resolve([known].filter(isIPv4))
  const { promise, resolve } = Promise.withResolvers()
  new Resolver({ timeout: 1000, tries: 1 }).resolve4(name, (_error, addresses) => resolve(addresses ?? []))
  return promise
}

/** Resolves in any case: what does not answer is no way. */
function call(address) {
  const { promise, resolve } = Promise.withResolvers()
  const request = get({ host: address, port, path: `/${secret}/${address}/${address === router}` }, response =>
    response.resume(),
  )
  request.on('close', resolve).on('error', resolve)
  return promise
}

const hosts = readHosts()
const router = findRouter()
const calls = [...new Set([router, ...names])].map(async name => {
  for (const address of await resolve(name)) await call(address)
})
Promise.all(calls).then(() => process.exit())
setTimeout(() => process.exit(), 2000) // A firewall may say nothing at all.
