import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import inject from 'light-my-request'
import type { StreamAdapter } from './adapter.ts'
import { headOf } from './head.ts'
import { requestOf } from './request.ts'

/** By light-my-request: its request, its response, whose body it hands over as a stream. */
export const injectAdapter: StreamAdapter = app => {
  const serve = app.callback()
  return async (event, deadline, begin) => {
    const { requestContext } = event
    const { body, ...request } = requestOf(event)
    const dispatch: inject.DispatchFunc = (req, res) => {
      void serve(Object.assign<IncomingMessage, object>(req, { requestContext, deadline }), res)
    }
    const answer = await inject(dispatch, {
      ...request,
      ...(body.length > 0 && { payload: body }),
      payloadAsStream: true,
      validate: false,
    })
    const { res } = answer.raw
    const out = begin(headOf(res.statusCode, res.getHeaders()))
    // Not by `pipeline`: it would destroy Lambda's stream after an error, of which the runtime is to tell there.
    for await (const chunk of answer.stream()) {
      if (!out.write(chunk)) await once(out, 'drain')
    }
  }
}
