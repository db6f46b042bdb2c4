export const kind: string = 'ts'
