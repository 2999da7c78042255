import type { Attribute } from '../../model/block.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 }

/** The value of `exit=`, 0 without one. What is no status is reported. */
export function readExitCode(attribute: Attribute | undefined, diagnostics: Diagnostic[]): number {
  if (!attribute) return 0
  if (/^\d{1,3}$/.test(attribute.value)) return Number(attribute.value)
  diagnostics.push(invalid(attribute, `\`exit=\` is a number, not ${attribute.value}.`))
  return 0
}

/** The value of `timeout=` in milliseconds, `undefined` without one. What is no time is reported. */
export function readTimeout(attribute: Attribute | undefined, diagnostics: Diagnostic[]): number | undefined {
  if (!attribute) return undefined
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(attribute.value) ?? []
  if (number !== undefined) return Number(number) * (units[unit] ?? 1)
  diagnostics.push(invalid(attribute, `\`timeout=\` is a time such as 500ms, 5s or 1m, not ${attribute.value}.`))
  return undefined
}

function invalid({ location }: Attribute, message: string): Diagnostic {
  return { code: 'invalid-attribute', severity: 'error', message, location }
}
