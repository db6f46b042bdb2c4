import { checkConnection } from './check-connection.ts'

/** The prompts that the server offers. */
export const prompts = [checkConnection]
