import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  inputRequired,
  inputResponse,
} from '@modelcontextprotocol/server'
import * as z from 'zod'
import { defineTool } from '../../app/mcp/tool.ts'
import { completion, prompt } from './requests.ts'

// Tools that end a call with questions; the client repeats the call with the answers (2026-07-28).

const nameSchema = z.object({ name: z.string() })
const colorSchema = z.object({ color: z.string() })
const okSchema = z.object({ ok: z.boolean() })

const askName = (message = 'What is your name?') => inputRequired.elicit({ message, requestedSchema: nameSchema })

export const elicitation = defineTool({
  name: 'test_input_required_result_elicitation',
  description: 'Greets the user by a name it asks for.',
  run(_args, { sdk: { mcpReq } }) {
    const answer = acceptedContent(mcpReq.inputResponses, 'user_name', nameSchema)
    return answer ? `Hello, ${answer.name}!` : inputRequired({ inputRequests: { user_name: askName() } })
  },
})

export const sampling = defineTool({
  name: 'test_input_required_result_sampling',
  description: "Has the client's model name a capital.",
  run(_args, { sdk }) {
    const answer = completion(sdk, 'capital_question')
    return answer ?? inputRequired({ inputRequests: { capital_question: prompt('What is the capital of France?') } })
  },
})

export const listRoots = defineTool({
  name: 'test_input_required_result_list_roots',
  description: "Names the client's roots.",
  run(_args, { sdk: { mcpReq } }) {
    const answer = inputResponse(mcpReq.inputResponses, 'client_roots')
    return answer.kind === 'roots'
      ? `Roots: ${answer.roots.map(({ uri }) => uri).join(', ')}`
      : inputRequired({ inputRequests: { client_roots: inputRequired.listRoots() } })
  },
})

// The server signs a tool's state and binds it to the call: what these get back is what they gave.

/** Needs a confirmation, and its own state beside it. */
const confirmed = (name: string) =>
  defineTool({
    name,
    description: 'Has the user confirm.',
    run(_args, { sdk: { mcpReq } }) {
      const answer = acceptedContent(mcpReq.inputResponses, 'confirm', okSchema)
      if (mcpReq.requestState() === 'asked' && answer) return `state-ok, confirmed: ${answer.ok}`
      return inputRequired({
        inputRequests: { confirm: inputRequired.elicit({ message: 'Please confirm', requestedSchema: okSchema }) },
        requestState: 'asked',
      })
    },
  })

export const requestState = confirmed('test_input_required_result_request_state')

/** The suite alters this one's state, and wants an error. */
export const tamperedState = confirmed('test_input_required_result_tampered_state')

export const multipleInputs = defineTool({
  name: 'test_input_required_result_multiple_inputs',
  description: "Asks the user, the client's model and the client at once.",
  run(_args, { sdk }) {
    const user = acceptedContent(sdk.mcpReq.inputResponses, 'user_name', nameSchema)
    const greeting = completion(sdk, 'greeting')
    const roots = inputResponse(sdk.mcpReq.inputResponses, 'client_roots')
    if (user && greeting && roots.kind === 'roots') {
      return `${greeting} for ${user.name}, in ${roots.roots.length} roots`
    }
    return inputRequired({
      inputRequests: {
        user_name: askName(),
        greeting: prompt('Generate a greeting', 50),
        client_roots: inputRequired.listRoots(),
      },
      requestState: 'asked',
    })
  },
})

export const multiRound = defineTool({
  name: 'test_input_required_result_multi_round',
  description: 'Asks the user for a name, then for a color.',
  run(_args, { sdk: { mcpReq } }) {
    const { inputResponses } = mcpReq
    const state = mcpReq.requestState<string>()
    const name = state || acceptedContent(inputResponses, 'step1', nameSchema)?.name
    if (name === undefined) {
      return inputRequired({
        inputRequests: { step1: askName('Step 1: What is your name?') },
        requestState: '',
      })
    }
    const color = state && acceptedContent(inputResponses, 'step2', colorSchema)?.color
    if (color) return `${name} likes ${color}.`
    const message = 'Step 2: What is your favorite color?'
    return inputRequired({
      inputRequests: { step2: inputRequired.elicit({ message, requestedSchema: colorSchema }) },
      requestState: name,
    })
  },
})

export const capabilities = defineTool({
  name: 'test_input_required_result_capabilities',
  description: 'Asks whomever the client says it can ask.',
  run(_args, { sdk: { mcpReq } }) {
    const declared = (mcpReq.envelope as Record<string, ClientCapabilities> | undefined)?.[CLIENT_CAPABILITIES_META_KEY]
    if (!declared?.sampling && !declared?.elicitation) return 'The client can ask nobody.'
    return inputRequired({
      inputRequests: {
        ...(declared.sampling && { greeting: prompt('Generate a greeting') }),
        ...(declared.elicitation && { user_name: askName() }),
      },
    })
  },
})

/** The suite calls it as a client without a model, and wants the error -32021. */
export const missingCapability = defineTool({
  name: 'test_missing_capability',
  description: "Asks the client's model, whether there is one or not.",
  run: () => inputRequired({ inputRequests: { greeting: prompt('Generate a greeting') } }),
})

/** The suite wants no request to come with this answer, which would be the way of 2025. */
export const streamingElicitation = defineTool({
  name: 'test_streaming_elicitation',
  description: 'Asks the user for a name.',
  run: () => inputRequired({ inputRequests: { user_name: askName() } }),
})
