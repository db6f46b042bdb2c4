import { acceptedContent, completable, inputRequired } from '@modelcontextprotocol/server'
import * as z from 'zod'
import { definePrompt } from '../../app/mcp/prompt.ts'
import { image } from './media.ts'

export const simple = definePrompt({
  name: 'test_simple_prompt',
  description: 'One message.',
  get: () => 'This is a simple prompt for testing.',
})

const words = ['paris', 'park', 'party', 'test']

export const withArguments = definePrompt({
  name: 'test_prompt_with_arguments',
  description: 'One message that holds both arguments.',
  args: z.object({
    arg1: completable(z.string().describe('First test argument'), start =>
      words.filter(word => word.startsWith(start)),
    ),
    arg2: z.string().describe('Second test argument'),
  }),
  get: ({ arg1, arg2 }) => `Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`,
})

export const withEmbeddedResource = definePrompt({
  name: 'test_prompt_with_embedded_resource',
  description: 'A resource and what to do with it.',
  args: z.object({ resourceUri: z.string().describe('URI of the resource to embed') }),
  get: ({ resourceUri }) => [
    {
      role: 'user',
      content: {
        type: 'resource',
        resource: { uri: resourceUri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
      },
    },
    { role: 'user', content: { type: 'text', text: 'Please process the embedded resource above.' } },
  ],
})

export const withImage = definePrompt({
  name: 'test_prompt_with_image',
  description: 'An image and what to do with it.',
  get: () => [
    { role: 'user', content: { type: 'image', ...image } },
    { role: 'user', content: { type: 'text', text: 'Please analyze the image above.' } },
  ],
})

const contextSchema = z.object({ context: z.string() })

export const needsInput = definePrompt({
  name: 'test_input_required_result_prompt',
  description: 'Asks the user for its context first.',
  get(_args, { sdk }) {
    const answer = acceptedContent(sdk.mcpReq.inputResponses, 'user_context', contextSchema)
    if (answer) return `The context is ${answer.context}.`
    const message = 'What context should the prompt use?'
    return inputRequired({
      inputRequests: { user_context: inputRequired.elicit({ message, requestedSchema: contextSchema }) },
    })
  },
})
