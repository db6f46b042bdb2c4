exports.own = 'as it was'
