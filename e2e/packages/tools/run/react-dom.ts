import type * as React from 'react'
import type * as Server from 'react-dom/server'
import { defineTool } from '../../mcp/tool.ts'

export async function check(
  { act, createElement, use, useState, version, Suspense }: typeof React,
  server: typeof Server,
) {
  const later = new Promise<string>(resolve => setImmediate(resolve, 'later'))
  function Counter({ start }: { start: number }) {
    const [count] = useState(start)
    return createElement('b', { className: 'n' }, count)
  }
  const Later = () => createElement('i', null, use(later))
  const page = createElement(
    Suspense,
    { fallback: 'wait' },
    createElement(Counter, { start: 42 }),
    createElement(Later),
  )
  const stream = await server.renderToReadableStream(page)
  await stream.allReady
  return {
    version,
    text: server.renderToStaticMarkup(createElement(Counter, { start: 1 })),
    streamed: await new Response(stream).text(),
    // Only in the files for development.
    act: typeof act,
  }
}

export const run = defineTool({
  name: 'react-dom-run',
  description: 'Renders components to text and to a stream, by the files that NODE_ENV chooses.',
  run: async () => JSON.stringify(await check(await import('react'), await import('react-dom/server'))),
})
