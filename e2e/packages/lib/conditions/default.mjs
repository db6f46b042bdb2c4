export const condition = 'default'
