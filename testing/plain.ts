// The server under test as `npm start` would run it: what a build of it has to answer like.
import { start } from '../app/lambda/image-entry.ts'
import * as catalog from './catalog.ts'

export const { handler, stream } = start(catalog)
