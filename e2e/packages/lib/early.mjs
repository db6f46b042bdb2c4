import './early-user.mjs'

export const early = 'too late'
