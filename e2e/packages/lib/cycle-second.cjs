exports.second = `saw ${require('./cycle-first.cjs').first}`
