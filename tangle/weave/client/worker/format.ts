import { inspect } from './inspect.ts'

/** The arguments of `console.log` as a text, as Node's `util.format` puts them together. */
export function format(values: readonly unknown[]): string {
  const [first, ...rest] = values
  if (typeof first !== 'string') return values.map(show).join(' ')
  let next = 0
  const text = first.replace(/%([sdifjoOc%])/g, (placeholder, kind: string) => {
    if (kind === '%') return rest.length === 0 ? placeholder : '%'
    if (next >= rest.length) return placeholder
    return place(kind, rest[next++])
  })
  return [text, ...rest.slice(next).map(show)].join(' ')
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value)
}

function place(kind: string, value: unknown): string {
  if (kind === 'c') return ''
  if (kind === 'j') return JSON.stringify(value)
  if (kind === 'o' || kind === 'O') return inspect(value)
  if (kind === 's') return typeof value === 'bigint' ? `${value}n` : show(value)
  if (typeof value === 'bigint' && kind !== 'f') return `${value}n`
  if (typeof value === 'object' || typeof value === 'symbol') return 'NaN'
  return String(
    kind === 'd' ? Number(value) : kind === 'i' ? Number.parseInt(String(value), 10) : Number.parseFloat(String(value)),
  )
}
