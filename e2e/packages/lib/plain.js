export const kind = 'js'
