import type { Logger } from '../../../src/core/index.ts'

/** Keeps what is said. */
export function recordingLogger() {
  const lines: { level: keyof Logger; message: string; details: unknown }[] = []
  const at = (level: keyof Logger) => (message: string, details?: Record<string, unknown>) => {
    lines.push({ level, message, details })
  }
  const logger: Logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
  return { logger, lines }
}
