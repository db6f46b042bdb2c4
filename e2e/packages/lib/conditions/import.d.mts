export const condition: string
