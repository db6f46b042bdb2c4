import type { LambdaFunction } from 'lambda-local'

/** A handler in this process, without Lambda, as the local gateway invokes a function. */
export function inProcess(handler: (event: object) => Promise<unknown>): LambdaFunction {
  return {
    async invoke(event) {
      const requestId = 'request'
      try {
        return { payload: Buffer.from(JSON.stringify(await handler(JSON.parse(JSON.stringify(event))))), requestId }
      } catch (error) {
        const { name, message } = error as Error
        const payload = Buffer.from(JSON.stringify({ errorType: name, errorMessage: message }))
        return { payload, functionError: 'Unhandled', requestId }
      }
    },
    invokeWithResponseStream() {
      throw new Error('Nothing streams here.')
    },
  }
}
