import type { Exchange } from '../../exchange.ts'
import { isObject } from '../../shape.ts'
import { UniqueError } from '../unique-error.ts'

/** Facts about a content, as filters name them (Unique specification 2.3). */
export type Metadata = Readonly<Record<string, unknown>>

/**
 * Whether metadata fit a UniqueQL filter: `{ path, operator, value }`, put together by `and` and `or`. A value that is
 * no filter is refused, also an empty object.
 */
export function matchMetadata(exchange: Exchange, filter: unknown, metadata: Metadata, field: string): boolean {
  if (!isObject(filter)) throw refuse(exchange, field, 'must be an object')
  for (const [combinator, holds] of COMBINATORS) {
    const parts = filter[combinator]
    if (parts === undefined) continue
    if (!Array.isArray(parts) || Object.keys(filter).length > 1) {
      throw refuse(exchange, `${field}.${combinator}`, 'must be an array, and alone')
    }
    // All of them: a mistake further on must be found as well.
    return holds(
      parts.map((part, index) => matchMetadata(exchange, part, metadata, `${field}.${combinator}[${index}]`)),
    )
  }
  const { path, operator, value, ...rest } = filter
  for (const name of Object.keys(rest)) throw refuse(exchange, `${field}.${name}`, 'is not part of a filter')
  if (!Array.isArray(path) || path.length === 0 || !path.every((step) => typeof step === 'string')) {
    throw refuse(exchange, `${field}.path`, 'must be a list of names')
  }
  const found = path.reduce<unknown>(
    (at, step) => (isObject(at) && Object.hasOwn(at, step) ? at[step] : undefined),
    metadata,
  )
  if (operator === 'nested') {
    const items = Array.isArray(found) ? found : [found]
    // Not `some` with a short cut, for the same reason.
    return items
      .map((item) => matchMetadata(exchange, value, isObject(item) ? item : {}, `${field}.value`))
      .some(Boolean)
  }
  const compare = typeof operator === 'string' && Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined
  if (compare === undefined) throw refuse(exchange, `${field}.operator`, 'is no operator')
  return compare(found ?? null, value ?? null)
}

const COMBINATORS = [
  ['and', (results: boolean[]) => results.every(Boolean)],
  ['or', (results: boolean[]) => results.some(Boolean)],
] as const

type Operator = (found: unknown, wanted: unknown) => boolean

const equals: Operator = (found, wanted) =>
  found === wanted || (found !== null && wanted !== null && String(found) === String(wanted))
const isIn: Operator = (found, wanted) => listOf(wanted).some((one) => equals(found, one))
const overlaps: Operator = (found, wanted) => listOf(found).some((one) => isIn(one, wanted))
const contains: Operator = (found, wanted) =>
  Array.isArray(found)
    ? found.some((one) => equals(one, wanted))
    : typeof found === 'string' && found.toLowerCase().includes(String(wanted).toLowerCase())
const isEmpty: Operator = (found) => found === '' || (Array.isArray(found) && found.length === 0)
const compared =
  (holds: (order: number) => boolean): Operator =>
  (found, wanted) =>
    found !== null && wanted !== null && holds(order(found, wanted))

const OPERATORS: Readonly<Record<string, Operator>> = {
  equals,
  notEquals: (found, wanted) => !equals(found, wanted),
  greaterThan: compared((order) => order > 0),
  greaterThanOrEqual: compared((order) => order >= 0),
  lessThan: compared((order) => order < 0),
  lessThanOrEqual: compared((order) => order <= 0),
  in: isIn,
  notIn: (found, wanted) => !isIn(found, wanted),
  overlaps,
  notOverlaps: (found, wanted) => !overlaps(found, wanted),
  contains,
  notContains: (found, wanted) => !contains(found, wanted),
  isNull: (found) => found === null,
  isNotNull: (found) => found !== null,
  isEmpty,
  isNotEmpty: (found, wanted) => found !== null && !isEmpty(found, wanted),
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value]
}

/** Numbers by size, everything else by its letters: ISO 8601 times among it. */
function order(found: unknown, wanted: unknown): number {
  const numbers = [found, wanted].map(Number)
  if (numbers.every((number) => !Number.isNaN(number))) return numbers[0]! - numbers[1]!
  const [one, other] = [String(found), String(wanted)]
  return one < other ? -1 : one > other ? 1 : 0
}

function refuse(exchange: Exchange, path: string, problem: string): UniqueError {
  exchange.report('body', path, `${path} ${problem} (Unique specification 2.3, UniqueQL)`)
  return new UniqueError(400, `${path} ${problem}`, { [path]: problem })
}
