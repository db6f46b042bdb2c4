/**
 * A token as `Authorization: Bearer` can carry it (RFC 6750, section 2.1, `b64token`), as the source of a regular
 * expression: for the verifier here, and for whoever lets tokens through to it or takes them in.
 */
export const tokenSyntax = '[A-Za-z0-9\\-._~+/]+=*'
