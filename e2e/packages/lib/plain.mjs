export const kind = 'mjs'
export default function named() {}
