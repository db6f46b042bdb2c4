import * as azure from '@azure/storage-blob'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/azure-storage-blob.ts'

export const load = defineTool({
  name: 'azure-storage-blob-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(azure)),
})
