/**
 * Where the SDK says what it does. `console` fits.
 *
 * Whatever is passed has been masked: no key, cookie or signed address is in it.
 */
export interface Logger {
  debug(message: string, details?: Record<string, unknown>): void
  info(message: string, details?: Record<string, unknown>): void
  warn(message: string, details?: Record<string, unknown>): void
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
