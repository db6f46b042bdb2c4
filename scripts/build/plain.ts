// The server as `npm start` runs it: Node's own loader, the packages as they are. What a build has to answer like.
import { start } from '../../app/bundle.ts'
import * as catalog from '../../app/catalog.ts'

export const { handler, stream } = start(catalog)
