/** A variable that cannot be used. The message names variable, rule and remedy, and repeats no secret. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}
