// What the guard watches: names, by where they stand.

const words = text => text.split(' ')

/**
 * Modules of Node that a snapshot cannot hold, or that end a restored process when one of its workers loads them too, see
 * worker.cjs: what loads one of them cannot be frozen.
 */
const unholdable = new RegExp(
  `^(${words(
    '_http_(client|common|outgoing|server) _stream_wrap _tls_\\w+ child_process cluster crypto http http2 ' +
      'https inspector module net repl sea sqlite stream/web test tls trace_events tty v8 wasi',
  ).join('|')})(/|$)`,
)

const bare = specifier => `${specifier}`.replace('node:', '')
const holds = specifier => !unholdable.test(bare(specifier))

/** What tells one process from another, or opens something: functions, and properties that tell it when they are read. */
const telling = {
  Math: ['random'],
  process: words(
    'argv argv0 availableMemory chdir constrainedMemory cpuUsage cwd execArgv execPath exit getegid ' +
      'geteuid getgid getgroups getuid hrtime kill loadEnvFile memoryUsage pid ppid report resourceUsage ' +
      'stderr stdin stdout title umask uptime addListener on once prependListener prependOnceListener ' +
      'setUncaughtExceptionCaptureCallback setSourceMapsEnabled abort dlopen emitWarning execve ' +
      'getActiveResourcesInfo openStdin threadCpuUsage initgroups setegid seteuid setgid setgroups setuid ' +
      '_linkedBinding binding reallyExit',
  ),
  performance: ['mark', 'measure', 'now', 'timeOrigin', 'toJSON', 'timerify', 'eventLoopUtilization'],
  crypto: ['getRandomValues', 'randomUUID', 'subtle'],
  AbortSignal: ['timeout'],
  // A line that nobody would see but the one who builds.
  console: functionsOf(console),
  WebAssembly: words('compile compileStreaming instantiate instantiateStreaming Global Instance Memory Module Table'),
  globalThis: ['setImmediate', 'setInterval', 'setTimeout', 'fetch'],
  // Padding and signatures have something random in them.
  'node:crypto': words(
    'createHash createHmac generateKey generateKeyPair generateKeyPairSync generateKeySync generatePrime ' +
      'generatePrimeSync prng pseudoRandomBytes randomBytes randomFill randomFillSync randomInt randomUUID ' +
      'randomUUIDv7 rng createSecretKey createPrivateKey createPublicKey createSign createVerify createECDH ' +
      'createCipheriv createDecipheriv createDiffieHellman getFips setFips secureHeapUsed X509Certificate ' +
      'createDiffieHellmanGroup encapsulate getDiffieHellman publicEncrypt setEngine sign',
  ),
  'node:child_process': functionsOf(require('node:child_process')),
  'node:dgram': ['createSocket'],
  'node:dns': [...functionsOf(require('node:dns')), 'Resolver'],
  'node:dns/promises': [...functionsOf(require('node:dns/promises')), 'Resolver'],
  'node:net': ['Server', 'Socket', 'connect', 'createConnection', 'createServer'],
  'node:perf_hooks': ['PerformanceObserver', 'createHistogram', 'eventLoopUtilization', 'monitorEventLoopDelay'],
  'node:readline': ['Interface', 'createInterface'],
  'node:v8': functionsOf(require('node:v8')).filter(name => !/serialize$/.test(name)),
  'node:worker_threads': ['BroadcastChannel', 'MessageChannel', 'Worker', 'setEnvironmentData'],
  'node:zlib': Object.keys(require('node:zlib')).filter(name => /^create/.test(name)),
  'node:timers': ['setImmediate', 'setInterval', 'setTimeout'],
  'node:timers/promises': ['setImmediate', 'setInterval', 'setTimeout', 'scheduler'],
  'node:os': Object.keys(require('node:os')).filter(name => typeof require('node:os')[name] === 'function'),
  'node:fs': functionsOf(require('node:fs')),
  'node:fs/promises': functionsOf(require('node:fs/promises')),
}

function functionsOf(module) {
  return Object.keys(module).filter(name => typeof module[name] === 'function' && /^[a-z_]/.test(name))
}

/** Of a date, what depends on where one is. */
const local = Object.getOwnPropertyNames(Date.prototype).filter(
  name => /^(get|set|to)/.test(name) && !/UTC|ISO|JSON|GMT|^[gs]etTime$/.test(name),
)

/** What depends on the language that the environment sets. */
const locale = ['Array', 'BigInt', 'Number', 'String'].flatMap(name =>
  Object.getOwnPropertyNames(globalThis[name].prototype)
    .filter(member => /locale/i.test(member))
    .map(member => [name, member]),
)

/** Objects of the language that somebody may add to. */
const intrinsics = {
  console,
  globalThis,
  process,
  ...Object.fromEntries(
    words(
      'Array ArrayBuffer BigInt Boolean Date Error Function JSON Map Math Number Object Promise Reflect ' +
        'RegExp Set String Symbol',
    ).map(name => [name, globalThis[name]]),
  ),
}

/** Node loads these when they are first asked for, and with them what no snapshot holds: its `fetch` above all. See also worker.cjs. */
const lazy = words(
  'CloseEvent EventSource FormData Headers MessageEvent Navigator Request Response Storage WebSocket ' +
    'localStorage navigator sessionStorage CompressionStream Crypto CryptoKey DecompressionStream ' +
    'SubtleCrypto crypto',
)

module.exports = { bare, holds, intrinsics, lazy, local, locale, telling }
