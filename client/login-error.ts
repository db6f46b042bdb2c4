/** A login that did not succeed. The message is for the person at the terminal. */
export class LoginError extends Error {
  override name = 'LoginError'
}
