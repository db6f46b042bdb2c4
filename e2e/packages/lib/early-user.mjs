import { early } from './early.mjs'

export const seen = early.length
