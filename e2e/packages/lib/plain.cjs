globalThis.plainCjsLoads = (globalThis.plainCjsLoads ?? 0) + 1
module.exports = { kind: 'cjs', loads: globalThis.plainCjsLoads }
