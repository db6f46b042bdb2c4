import type { GatewayCase } from '../packages/lambda-local/tests/cases/case.ts'
import { pages } from '../packages/lambda-local/tests/cases/pages.ts'

/**
 * What MiniStack takes of the document and does not heed, with what it answers nonetheless and the page that has it
 * otherwise: on these there is no second opinion. (Summaries, descriptions and schemas of headers have no part in an
 * answer.)
 */
export const unheeded: GatewayCase[] = [
  {
    name: 'responseTransferMode: a function that does not stream is as good',
    source: pages.stream,
    integration: { responseTransferMode: 'STREAM' },
    body: { httpMethod: 'POST' },
  },
  {
    name: 'disableExecuteApiEndpoint: the address is served nonetheless',
    source: pages.endpoint,
    document: {
      servers: [
        {
          url: 'https://mcp.acme.test',
          'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true },
        },
      ],
    },
    body: { httpMethod: 'POST' },
  },
  {
    name: 'timeoutInMillis: a function may take longer',
    source: pages.gatewayResponses,
    integration: { timeoutInMillis: 50 },
    request: { headers: [['X-Delay-Ms', '100']] },
    body: { httpMethod: 'POST' },
  },
]
