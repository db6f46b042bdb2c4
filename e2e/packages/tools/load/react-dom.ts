import * as React from 'react'
import * as server from 'react-dom/server'
import { defineTool } from '../../mcp/tool.ts'
import { check } from '../run/react-dom.ts'

export const load = defineTool({
  name: 'react-dom-load',
  description: 'The same, imported while the module loads.',
  run: async () => JSON.stringify(await check(React, server)),
})
