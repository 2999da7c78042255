/**
 * Where the SDK says what it does. `console` fits.
 *
 * Whatever is passed has been masked: no key, cookie or signed address is in it.
 */
export interface Logger {
  /** Each request and each answer. */
  debug(message: string, details?: Record<string, unknown>): void
  /** What the SDK does by itself, such as repeating a request. */
  info(message: string, details?: Record<string, unknown>): void
  /** What may need a look. */
  warn(message: string, details?: Record<string, unknown>): void
  /** What went wrong and no error can tell, such as a failure in a handler. */
  error(message: string, details?: Record<string, unknown>): void
}

const ignore = () => {}

/** Says nothing. */
export const silentLogger: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore }

/** The default: only what someone must look into, on the console. */
export const consoleLogger: Logger = {
  ...silentLogger,
  warn: (message, details) => (details ? console.warn(message, details) : console.warn(message)),
  error: (message, details) => (details ? console.error(message, details) : console.error(message)),
}
