/** A setting that the server can't start with. The message names it and says what is expected. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}
