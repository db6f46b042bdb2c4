// What the image's bundle of the server exports: its handlers, and what makes them for a snapshot.
import './zod-config.ts'

export { freeze } from './freeze.ts'
export { handler } from './lambda.ts'
export { stream } from './stream.ts'
