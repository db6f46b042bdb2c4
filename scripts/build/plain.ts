// The server as `npm start` runs it: Node's own loader, the packages as they are. What a build has to answer like.

import * as catalog from '../../app/catalog.ts'
import { start } from '../../app/lambda/image-entry.ts'

export const { handler, stream } = start(catalog)
