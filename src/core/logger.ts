/**
 * Where the SDK says what it does. `console` fits.
 *
 * Whatever is passed has been masked: no key, cookie or signed address is in it.
 */
export interface Logger {
  /** Each request and each answer. */
  debug(message: string, details?: Record<string, unknown>): void
  /** Notices of actions that the SDK takes by itself, such as repeating a request. */
  info(message: string, details?: Record<string, unknown>): void
  /** An event that may need a look. */
  warn(message: string, details?: Record<string, unknown>): void
  /** Failures that no error can tell of, such as a failure in a handler. */
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
