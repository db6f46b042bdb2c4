export const condition = 'browser'
