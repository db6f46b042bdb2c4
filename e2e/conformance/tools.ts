import { setTimeout as sleep } from 'node:timers/promises'
import { defineTool, ToolError } from '../../app/mcp/tool.ts'
import { audio, image } from './media.ts'

// The conformance suite calls these by name. Its scenarios say what each has to answer.

export const simpleText = defineTool({
  name: 'test_simple_text',
  description: 'Answers one text.',
  run: () => 'This is a simple text response for testing.',
})

export const imageContent = defineTool({
  name: 'test_image_content',
  description: 'Answers one image.',
  run: () => ({ content: [{ type: 'image', ...image }] }),
})

export const audioContent = defineTool({
  name: 'test_audio_content',
  description: 'Answers one sound.',
  run: () => ({ content: [{ type: 'audio', ...audio }] }),
})

export const embeddedResource = defineTool({
  name: 'test_embedded_resource',
  description: 'Answers one resource, whole.',
  run: () => ({
    content: [
      {
        type: 'resource',
        resource: {
          uri: 'test://embedded-resource',
          mimeType: 'text/plain',
          text: 'This is an embedded resource content.',
        },
      },
    ],
  }),
})

export const multipleContentTypes = defineTool({
  name: 'test_multiple_content_types',
  description: 'Answers a text, an image and a resource at once.',
  run: () => ({
    content: [
      { type: 'text', text: 'Multiple content types test:' },
      { type: 'image', ...image },
      {
        type: 'resource',
        resource: {
          uri: 'test://mixed-content-resource',
          mimeType: 'application/json',
          text: JSON.stringify({ test: 'data', value: 123 }),
        },
      },
    ],
  }),
})

export const errorHandling = defineTool({
  name: 'test_error_handling',
  description: 'Always fails.',
  run: () => {
    throw new ToolError('This tool intentionally returns an error for testing')
  },
})

export const withProgress = defineTool({
  name: 'test_tool_with_progress',
  description: 'Reports progress three times.',
  async run(_args, { signal, progress }) {
    await progress(0, 100)
    await sleep(50, undefined, { signal })
    await progress(50, 100)
    await sleep(50, undefined, { signal })
    await progress(100, 100)
    return 'Reported 0, 50 and 100 of 100.'
  },
})

export const withLogging = defineTool({
  name: 'test_tool_with_logging',
  description: 'Sends three log messages.',
  async run(_args, { signal, log }) {
    await log('info', 'Tool execution started')
    await sleep(50, undefined, { signal })
    await log('info', 'Tool processing data')
    await sleep(50, undefined, { signal })
    await log('info', 'Tool execution completed')
    return 'Sent three log messages.'
  },
})

/** The suite calls it without asking for log messages: none may come. */
export const logging = defineTool({
  name: 'test_logging_tool',
  description: 'Sends one log message to a caller who asked for such.',
  async run(_args, { log }) {
    await log('info', 'For those who asked')
    return 'Sent one log message.'
  },
})
