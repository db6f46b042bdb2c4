exports.plain = 1
Object.defineProperty(exports, 'defined', { enumerable: true, value: 2 })
Object.defineProperty(exports, 'getter', { enumerable: true, get: () => 3 })
const name = 'computed'
exports[name] = 4
Object.assign(exports, { assigned: 5 })
if (false) exports.never = 6
