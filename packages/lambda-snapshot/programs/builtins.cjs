// Run by a restored process: prints the names of Node's own modules that such a process may still load, as JSON. Those are
// what Lambda's runtime client loads, and what tools and the AWS SDK do.
const restored = new Set(globalThis[Symbol.for('lambda-snapshot')].builtins)

const names = [
  'child_process',
  'crypto',
  'dns/promises',
  'fs/promises',
  'http',
  'http2',
  'https',
  'net',
  'os',
  'stream/web',
  'tls',
]
for (const name of [...names, 'url', 'util', 'worker_threads', 'zlib']) require(`node:${name}`)
void [fetch, Response, process.stdout, process.stderr]

void import('node:url').then(() => {
  // By the loader of ES modules, which Lambda's runtime client is loaded by.
  const loaded = process.moduleLoadList.filter(entry => entry.startsWith('NativeModule ') && !restored.has(entry))
  console.log(JSON.stringify(loaded.map(entry => entry.slice('NativeModule '.length))))
})
