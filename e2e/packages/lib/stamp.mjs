export const stamp = Symbol('stamp')
export const { search } = new URL(import.meta.url)
