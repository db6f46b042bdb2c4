export const condition = 'development'
