import type { Exchange } from '../exchange.ts'
import { isObject } from '../shape.ts'
import type { StoredContent } from './content.ts'
import { UniqueError } from './unique-error.ts'

/** The columns that a filter may name, and whether they may be null (Unique specification 2.2 A4). */
const FIELDS = { id: false, key: false, ownerId: false, title: true, url: true } as const

type Row = Pick<StoredContent, keyof typeof FIELDS>

/** Whether a content fits a `where` filter. A filter with an unknown field or operator is refused, as Prisma does. */
export function matchWhere(exchange: Exchange, where: unknown, row: Row, path = 'where'): boolean {
  if (!isObject(where)) throw refuse(exchange, path, 'must be an object')
  // Not `every` with a short cut: a mistake further on must be found as well.
  return Object.entries(where)
    .filter(([, condition]) => condition !== undefined)
    .map(([name, condition]) => {
      const here = `${path}.${name}`
      if (name === 'AND' || name === 'OR' || name === 'NOT') {
        const parts = Array.isArray(condition) ? condition : [condition]
        const results = parts.map((part, index) => matchWhere(exchange, part, row, `${here}[${index}]`))
        if (name === 'AND') return results.every(Boolean)
        return name === 'OR' ? results.some(Boolean) : !results.some(Boolean)
      }
      if (!isField(name)) throw refuse(exchange, here, 'is not a field of a content filter')
      if (condition === null && FIELDS[name]) return row[name] === null
      if (typeof condition === 'string') return row[name] === condition
      return matchString(exchange, condition, row[name], here)
    })
    .every(Boolean)
}

function isField(name: string): name is keyof typeof FIELDS {
  return Object.hasOwn(FIELDS, name)
}

function matchString(exchange: Exchange, filter: unknown, value: string | null, path: string): boolean {
  if (!isObject(filter)) throw refuse(exchange, path, 'must be a string filter')
  const { mode, ...operators } = filter
  if (mode !== undefined && mode !== null && mode !== 'default' && mode !== 'insensitive') {
    throw refuse(exchange, `${path}.mode`, 'must be default or insensitive')
  }
  const fold = (text: string) => (mode === 'insensitive' ? text.toLowerCase() : text)
  return Object.entries(operators)
    .filter(([, operand]) => operand !== undefined)
    .map(([operator, operand]) => {
      const here = `${path}.${operator}`
      if (operator === 'not') {
        if (isObject(operand)) return value !== null && !matchString(exchange, { mode, ...operand }, value, here)
        return operand === null
          ? value !== null
          : value !== null && fold(value) !== fold(textOf(exchange, operand, here))
      }
      if (operator === 'in' || operator === 'notIn') {
        if (!Array.isArray(operand)) throw refuse(exchange, here, 'must be an array')
        const words = operand.map((word) => fold(textOf(exchange, word, here)))
        return value !== null && words.includes(fold(value)) === (operator === 'in')
      }
      if (operator === 'equals' && operand === null) return value === null
      const compare = Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator] : undefined
      if (compare === undefined) throw refuse(exchange, here, 'is not an operator of a string filter')
      const wanted = fold(textOf(exchange, operand, here))
      return value !== null && compare(fold(value), wanted)
    })
    .every(Boolean)
}

const COMPARISONS: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  equals: (value, wanted) => value === wanted,
  contains: (value, wanted) => value.includes(wanted),
  startsWith: (value, wanted) => value.startsWith(wanted),
  endsWith: (value, wanted) => value.endsWith(wanted),
  gt: (value, wanted) => value > wanted,
  gte: (value, wanted) => value >= wanted,
  lt: (value, wanted) => value < wanted,
  lte: (value, wanted) => value <= wanted,
}

function textOf(exchange: Exchange, operand: unknown, path: string): string {
  if (typeof operand !== 'string') throw refuse(exchange, path, 'must be a string')
  return operand
}

function refuse(exchange: Exchange, path: string, problem: string): UniqueError {
  exchange.report('body', path, `${path} ${problem} (Unique specification 2.2 A4)`)
  return new UniqueError(400, `${path} ${problem}`, { [path]: problem })
}
