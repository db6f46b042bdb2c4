import { defineTool } from '../../mcp/tool.ts'

export const ways = defineTool({
  name: 'way-request',
  description: "Takes the SDK's own context: what it holds are objects of Node's classes.",
  run: (_input, { sdk, signal }) => {
    const { req } = sdk.http ?? {}
    return JSON.stringify({
      request: req instanceof Request,
      clone: req?.clone() instanceof Request,
      method: req?.method,
      same: req === sdk.http?.req,
      headers: req?.headers instanceof Headers,
      type: new Headers(req?.headers).get('content-type'),
      text: Object.prototype.toString.call(req),
      signal: [
        req?.signal instanceof AbortSignal,
        sdk.mcpReq.signal instanceof AbortSignal,
        signal instanceof AbortSignal,
      ],
    })
  },
})
