import { inputRequired } from '@modelcontextprotocol/server'
import * as z from 'zod'
import { defineTool } from '../../app/mcp/tool.ts'
import { completion, form, prompt } from './requests.ts'

// Tools that ask back in the middle of a call. Under 2025-11-25 that takes a session: expected-failures.yaml.

export const sampling = defineTool({
  name: 'test_sampling',
  description: "Has the client's model answer a prompt.",
  input: z.object({ prompt: z.string() }),
  run(args, { sdk }) {
    const answer = completion(sdk, 'answer')
    return answer === undefined
      ? inputRequired({ inputRequests: { answer: prompt(args.prompt) } })
      : `LLM response: ${answer}`
  },
})

export const elicitation = defineTool({
  name: 'test_elicitation',
  description: 'Asks the user for name and address.',
  input: z.object({ message: z.string() }),
  run: ({ message }, { sdk }) =>
    form(
      sdk,
      {
        message,
        requestedSchema: {
          type: 'object',
          properties: {
            username: { type: 'string', description: "User's response" },
            email: { type: 'string', description: "User's email address" },
          },
          required: ['username', 'email'],
        },
      },
      outcome => `User response: ${outcome}`,
    ),
})

export const elicitationDefaults = defineTool({
  name: 'test_elicitation_sep1034_defaults',
  description: 'Shows the user a form with a default for each type.',
  run: (_args, { sdk }) =>
    form(
      sdk,
      {
        message: 'Check what is filled in already.',
        requestedSchema: {
          type: 'object',
          properties: {
            name: { type: 'string', default: 'John Doe' },
            age: { type: 'integer', default: 30 },
            score: { type: 'number', default: 95.5 },
            status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
            verified: { type: 'boolean', default: true },
          },
        },
      },
      outcome => `Elicitation completed: ${outcome}`,
    ),
})

const options = ['option1', 'option2', 'option3']
const titled = (what: string) =>
  ['First', 'Second', 'Third'].map((nth, index) => ({ const: `value${index + 1}`, title: `${nth} ${what}` }))

export const elicitationEnums = defineTool({
  name: 'test_elicitation_sep1330_enums',
  description: 'Shows the user a form with each kind of choice.',
  run: (_args, { sdk }) =>
    form(
      sdk,
      {
        message: 'Choose.',
        requestedSchema: {
          type: 'object',
          properties: {
            untitledSingle: { type: 'string', enum: options },
            titledSingle: { type: 'string', oneOf: titled('Option') },
            legacyEnum: {
              type: 'string',
              enum: ['opt1', 'opt2', 'opt3'],
              enumNames: ['Option One', 'Option Two', 'Option Three'],
            },
            untitledMulti: { type: 'array', items: { type: 'string', enum: options } },
            titledMulti: { type: 'array', items: { anyOf: titled('Choice') } },
          },
        },
      },
      outcome => `Elicitation completed: ${outcome}`,
    ),
})
