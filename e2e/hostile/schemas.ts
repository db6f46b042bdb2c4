import * as z from 'zod'

export const secret = 'connect ECONNREFUSED 10.0.0.5:5432 user=app password=hunter2'

const rejects = async (): Promise<never> => {
  throw new Error(secret)
}
const throws = (): never => {
  throw new Error(secret)
}

const text = z.string()

/** Schemas whose own functions fail, for the arguments `{ id: 'a', filter: '{bad' }`. */
export const schemas: Record<string, { input: z.ZodObject; outcome: 'failed' | 'fine' }> = {
  'refine-rejects': failing({ id: text.refine(rejects) }),
  'refine-throws': failing({ id: text.refine(throws) }),
  'two-reject': failing({ id: text.refine(rejects).refine(rejects), filter: text.refine(rejects) }),
  'rejects-beside-transform': failing({ id: text.refine(rejects), filter: text.transform(text => JSON.parse(text)) }),
  'rejects-beside-refine': failing({ id: text.refine(rejects).refine(throws) }),
  'super-refine': failing({ id: text.superRefine(rejects), filter: text.superRefine(throws) }),
  'transform-throws': failing({ id: text.transform(throws) }),
  'transform-rejects': failing({ id: text.transform(rejects), filter: text.transform(throws) }),
  preprocess: failing({ id: z.preprocess(throws, text), filter: text.refine(rejects) }),
  codec: failing({ id: z.codec(text, text, { decode: throws, encode: throws }), filter: text.refine(rejects) }),
  overwrite: failing({ id: text.overwrite(throws) }),
  default: failing({ other: text.default(throws), id: text.refine(rejects) }),
  prefault: failing({ other: text.prefault(throws) }),
  lazy: failing({ id: z.lazy(() => text.refine(rejects)), filter: text.refine(throws) }),
  list: failing({ ids: z.array(text.refine(rejects)).default(['a', 'b']), filter: text.transform(throws) }),
  union: failing({ id: z.union([text.refine(rejects), text.transform(throws)]) }),
  'of-the-object': { input: z.object({ id: text }).refine(rejects).refine(throws), outcome: 'failed' },
  'never-throws': { input: z.object({ id: text, filter: text }), outcome: 'fine' },
}

function failing(shape: z.ZodRawShape): { input: z.ZodObject; outcome: 'failed' } {
  return { input: z.object(shape), outcome: 'failed' }
}
