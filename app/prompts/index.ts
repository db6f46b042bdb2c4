// The prompts that the server offers: a line each.
export { checkConnection } from './check-connection.ts'
