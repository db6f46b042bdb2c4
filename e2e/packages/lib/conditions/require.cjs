exports.condition = 'node, require'
