import { defineResource } from '../../app/mcp/resource.ts'
import { image } from './media.ts'

export const staticText = defineResource({
  name: 'static-text',
  uri: 'test://static-text',
  description: 'A text that never changes.',
  mimeType: 'text/plain',
  read: () => 'This is the content of the static text resource.',
})

export const staticBinary = defineResource({
  name: 'static-binary',
  uri: 'test://static-binary',
  description: 'An image that never changes.',
  mimeType: image.mimeType,
  read: () => Buffer.from(image.data, 'base64'),
})

export const template = defineResource({
  name: 'template',
  uri: 'test://template/{id}/data',
  description: 'Data of one id.',
  mimeType: 'application/json',
  read: ({ variables: { id } }) => JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }),
})
