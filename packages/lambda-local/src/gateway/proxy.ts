import { FunctionError, InvokeError, type LambdaFunction } from '../function.ts'
import type { ProxyIntegration } from './document.ts'
import { type Exchange, type Integration, send } from './exchange.ts'
import { failures, GatewayError } from './gateway-error.ts'
import { type Header, lastValue } from './headers.ts'
import { readEnvelope } from './proxy-answer.ts'
import { createProxyEvent } from './proxy-event.ts'
import { relay, runOut } from './streaming.ts'
import { within } from './within.ts'

/**
 * Creates a Lambda proxy integration, buffered or streamed as the document says.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function createProxy(
  settings: ProxyIntegration,
  fn: LambdaFunction,
  isBinary: (type: string) => boolean,
): Integration {
  const answer = settings.responseTransferMode === 'STREAM' ? streamed : buffered
  return async exchange => {
    const { integration } = exchange.context
    const startedAt = performance.now()
    try {
      await answer({ exchange, fn, isBinary, startedAt, timeoutMs: settings.timeoutInMillis })
    } catch (error) {
      const known = toGatewayError(error)
      // The text of a function's own error, as in the access log of https://github.com/DataBiosphere/azul/issues/8192
      integration.error =
        error instanceof FunctionError ? `Lambda Customer Function Error:${error.message}` : known.message
      throw known
    } finally {
      integration.latencyMs = Math.round(performance.now() - startedAt)
    }
  }
}

interface Call {
  exchange: Exchange
  fn: LambdaFunction
  isBinary(type: string): boolean
  startedAt: number
  timeoutMs: number
}

async function buffered({ exchange, fn, isBinary, timeoutMs }: Call): Promise<void> {
  const { request, context } = exchange
  const event = createProxyEvent(exchange, isBinary)
  const { payload, functionError } = await within(timeoutMs, fn.invoke(event), timedOut)
  if (functionError !== undefined) throw readFunctionError(payload)
  const { status, headers, body, isBase64Encoded } = readEnvelope(payload.toString())
  context.integration.status = status
  // Decoded only for a caller whose first Accept is of a binary type: the page of important notes, in its last lines.
  const accept = lastValue(request.headers, 'accept')?.split(',', 1)[0] ?? '*/*'
  const encoding = isBase64Encoded && isBinary(accept) ? 'base64' : 'utf8'
  send(exchange, { status, headers: [traceHeader(exchange), ...headers], body: Buffer.from(body, encoding) })
}

async function streamed({ exchange, fn, isBinary, startedAt, timeoutMs }: Call): Promise<void> {
  const invocation = fn.invokeWithResponseStream(createProxyEvent(exchange, isBinary))
  const { payload } = await within(timeoutMs, invocation, () => {
    void runOut(invocation.then(late => late.payload))
    return timedOut()
  })
  await relay(payload, {
    timedOut,
    endsAt: startedAt + timeoutMs,
    exchange,
    headers: [traceHeader(exchange)],
  })
}

/** On the answer of every integration but an HTTP proxy, and on no gateway response: LocalStack's header_utils.py. */
const traceHeader = ({ context }: Exchange): Header => ['X-Amzn-Trace-Id', `Root=${context.traceId}`]

const timedOut = () => new GatewayError(failures.timedOut, 'Execution failed due to a timeout error')

function readFunctionError(payload: Buffer): FunctionError {
  const { errorType, errorMessage } = JSON.parse(payload.toString())
  return new FunctionError(String(errorType), String(errorMessage))
}

/** What a failed call comes to. Its reason is for the execution log, in AWS's words where they are known. */
function toGatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error
  const reason = error instanceof Error ? error.message : String(error)
  if (error instanceof FunctionError) {
    const why = `Lambda execution failed with status 200 due to customer function error: ${reason}`
    return new GatewayError(failures.functionFailed, why)
  }
  const tooLarge = error instanceof InvokeError && error.status === 413
  return new GatewayError(tooLarge ? failures.eventTooLarge : failures.notInvoked, reason)
}
