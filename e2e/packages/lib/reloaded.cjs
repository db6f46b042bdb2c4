globalThis.reloads = (globalThis.reloads ?? 0) + 1
exports.loads = globalThis.reloads
exports.children = typeof module.children
