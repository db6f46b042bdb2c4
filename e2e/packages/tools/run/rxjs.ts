import type * as Rx from 'rxjs'
import { defineTool } from '../../mcp/tool.ts'

export async function check({
  EmptyError,
  firstValueFrom,
  from,
  interval,
  map,
  NEVER,
  Observable,
  take,
  timeout,
  TimeoutError,
  toArray,
}: typeof Rx) {
  const late = await firstValueFrom(NEVER.pipe(timeout(1))).catch(error => error)
  const empty = await firstValueFrom(from([])).catch(error => error)
  return {
    values: await firstValueFrom(
      interval(1).pipe(
        map(n => n * n),
        take(4),
        toArray(),
      ),
    ),
    late: [late.name, late instanceof TimeoutError],
    empty: [empty.name, empty instanceof EmptyError],
    name: from([1]).constructor.name === Observable.name,
  }
}

export const run = defineTool({
  name: 'rxjs-run',
  description: 'Maps, collects and times out.',
  run: async () => JSON.stringify(await check(await import('rxjs'))),
})
