exports.first = 'half'
const { second } = require('./cycle-second.cjs')
exports.first = `whole, ${second}`
