import * as z from 'zod'
import { clockTolerances, isIssuer, scopeSyntax } from '../../app/auth/jwt-config.ts'

/** What is written into the API's document must not be code there: no quote, `$` or `#`. A comma separates scopes. */
const scope = new RegExp(`^(?!.*[',$#])${scopeSyntax}$`)
const isPublicIssuer = (value: string) => isIssuer(value) && /^https:\/\/[^\s'"\\$]+$/.test(value)

const scopes = z.array(
  z.string().regex(scope, 'a scope without quotes, backslashes, blanks, commas, $ and #, as mcp:call is one'),
)

/** `mcp:jwt`: which access tokens are good. */
export const jwt = z.strictObject({
  issuer: z.string().refine(isPublicIssuer, 'an https URL without user, query, fragment, quotes and $').meta({
    description: 'The authorization server, exactly as its tokens name it in `iss`: a slash at the end counts.',
  }),
  audience: z
    .string()
    .regex(/^\S+$/, 'one name without blanks')
    .optional()
    .meta({ description: "The value that a token's `aud` must contain. Default: the endpoint's own URL." }),
  scopes: scopes.default([]).meta({ description: 'Scopes that every call needs, as tokens spell them.' }),
  clientScopes: scopes.optional().meta({
    description: 'Scopes that clients should ask for, if they differ from `scopes`. Default: `scopes`.',
  }),
  clockTolerance: z
    .int()
    .min(0)
    .max(clockTolerances.max)
    .default(clockTolerances.default)
    .meta({ description: "How many seconds the issuer's clock may be off." }),
  claims: z
    .array(z.string().regex(/^[^\s,]+$/, 'the name of a claim, without blanks and commas'))
    .default([])
    .meta({ description: 'Claims that reach tools as `identity.claims`. Others stay in the token.' }),
})
