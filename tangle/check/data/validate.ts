import { suggest } from '../../resolve/suggest.ts'
import type { Schema } from '../../tables/config-schema.ts'

/** What a value has against its schema. */
export interface SchemaProblem {
  readonly path: readonly (string | number)[]
  readonly message: string
  readonly near?: string
  /** A key is missing: of what a page shows in part, that says nothing. */
  readonly isAbsence?: true
}

/**
 * Compares a value with a JSON Schema, as far as tables of keys go: types, keys, lists, values and alternatives. What
 * else a schema says is not asked for.
 */
export function validate(value: unknown, schema: Schema, root: Schema = schema): SchemaProblem[] {
  return new Validator(root).check(value, schema, [])
}

type Path = readonly (string | number)[]

/** A schema may refer to itself. */
const deepest = 40

class Validator {
  readonly #root: Schema

  constructor(root: Schema) {
    this.#root = root
  }

  check(value: unknown, schema: unknown, path: Path, depth = 0): SchemaProblem[] {
    if (!isSchema(schema) || depth > deepest) return []
    if (typeof schema.$ref === 'string') return this.check(value, this.#follow(schema.$ref), path, depth + 1)
    const problems = [...this.#ofType(value, schema, path), ...this.#ofValue(value, schema, path)]
    if (problems.length > 0) return problems
    const all = listOf(schema.allOf).flatMap((one) => this.check(value, one, path, depth + 1))
    const any = this.#ofAlternatives(value, listOf(schema.anyOf ?? schema.oneOf), path, depth)
    if (Array.isArray(value)) {
      const items = schema.items
      return [...all, ...any, ...value.flatMap((item, at) => this.check(item, items, [...path, at], depth + 1))]
    }
    return [...all, ...any, ...(isSchema(value) ? this.#ofKeys(value, schema, path, depth) : [])]
  }

  #follow(reference: string): unknown {
    let found: unknown = this.#root
    for (const part of reference.replace(/^#\/?/, '').split('/').filter(Boolean)) {
      found = isSchema(found) ? found[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')] : undefined
    }
    return reference.startsWith('#') ? found : undefined
  }

  #ofType(value: unknown, { type }: Schema, path: Path): SchemaProblem[] {
    const types = typeof type === 'string' ? [type] : listOf(type)
    if (types.length === 0 || types.some((one) => isOfType(value, one))) return []
    return [{ path, message: `must be ${types.map((one) => described[String(one)] ?? one).join(' or ')}` }]
  }

  #ofValue(value: unknown, schema: Schema, path: Path): SchemaProblem[] {
    const values = 'const' in schema ? [schema.const] : listOf(schema.enum)
    if (values.length === 0 || values.some((one) => JSON.stringify(one) === JSON.stringify(value))) return []
    const near = suggest(String(value), values.map(String))
    return [
      {
        path,
        message: `must be ${values.map((one) => JSON.stringify(one)).join(' or ')}`,
        ...(near !== undefined && { near }),
      },
    ]
  }

  /** Of alternatives that all fail, the one that came furthest tells most. */
  #ofAlternatives(value: unknown, alternatives: readonly unknown[], path: Path, depth: number): SchemaProblem[] {
    const results = alternatives.map((one) => this.check(value, one, path, depth + 1))
    if (results.length === 0 || results.some((problems) => problems.length === 0)) return []
    const deeper = results.find((problems) => problems.some((one) => one.path.length > path.length))
    if (deeper) return deeper
    const messages = results.flat().map(({ message }) => message.replace(/^must be /, ''))
    return [{ path, message: `must be ${[...new Set(messages)].join(' or ')}` }]
  }

  #ofKeys(value: Schema, schema: Schema, path: Path, depth: number): SchemaProblem[] {
    const properties = isSchema(schema.properties) ? schema.properties : {}
    const patterns = isSchema(schema.patternProperties) ? Object.entries(schema.patternProperties) : []
    const missing = listOf(schema.required).filter((name) => !Object.hasOwn(value, String(name)))
    const found = Object.entries(value).flatMap(([name, item]) => {
      const inside = [...path, name]
      if (Object.hasOwn(properties, name)) return this.check(item, properties[name], inside, depth + 1)
      const matching = patterns.filter(([pattern]) => new RegExp(pattern, 'u').test(name))
      if (matching.length > 0) return matching.flatMap(([, one]) => this.check(item, one, inside, depth + 1))
      if (schema.additionalProperties !== false) return this.check(item, schema.additionalProperties, inside, depth + 1)
      const near = suggest(name, Object.keys(properties))
      return [{ path: inside, message: 'is not a key', ...(near !== undefined && { near }) }]
    })
    return [...missing.map((name) => ({ path, message: `needs the key ${name}`, isAbsence: true as const })), ...found]
  }
}

const described: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
}

function isOfType(value: unknown, type: unknown): boolean {
  if (type === 'array') return Array.isArray(value)
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'object') return isSchema(value)
  return typeof value === type
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
