export { checkConnection } from './check-connection.ts'
