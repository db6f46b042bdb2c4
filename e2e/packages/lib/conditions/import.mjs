export const condition = 'node, import'
