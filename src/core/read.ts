/** Reading values whose type nobody vouches for: what a server sends is `unknown` until it was looked at. */

/** The value of a JSON text; `undefined`, which JSON cannot say, when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The string, unless it is empty. */
export function optionalString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The string; an empty one for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function optionalNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

export function optionalRecord(value: unknown): Record<string, unknown> | undefined {
  return isRecord(value) ? value : undefined
}

export function arrayOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

export function stringsOf(value: unknown): string[] {
  return arrayOf(value).filter((item) => typeof item === 'string')
}

/** A time as platforms send it: an ISO 8601 string, or Unix seconds as number or digits. */
export function optionalDate(value: unknown): Date | undefined {
  if (value === undefined || value === null) return undefined
  const seconds =
    typeof value === 'number' ? value : typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : NaN
  const date = Number.isNaN(seconds) ? new Date(typeof value === 'string' ? value : NaN) : new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** The entries that have a value, so that an absent field is absent and not `undefined`. */
export function present<Fields extends object>(fields: Fields): Present<Fields> {
  // By hand: each event of a stream comes through here, and detours over entries take several times as long.
  const kept: Partial<Fields> = {}
  for (const key in fields) if (fields[key] !== undefined) kept[key] = fields[key]
  return kept as Present<Fields>
}

type OptionalKeys<Fields> = { [Key in keyof Fields]: undefined extends Fields[Key] ? Key : never }[keyof Fields]

/** The same fields, with those that may be `undefined` optional. */
export type Present<Fields> = {
  [Key in Exclude<keyof Fields, OptionalKeys<Fields>>]: Fields[Key]
} & { [Key in OptionalKeys<Fields>]?: Exclude<Fields[Key], undefined> }
