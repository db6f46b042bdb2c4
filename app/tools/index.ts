import { countdown } from './countdown.ts'
import { ping } from './ping.ts'
import { whoami } from './whoami.ts'

/** The tools that the server offers, in the order in which clients list them. */
export const tools = [ping, whoami, countdown]
