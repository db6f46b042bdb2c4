export * from './counter.ts'
export { latest as renamed } from './counter.ts'
