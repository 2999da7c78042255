/**
 * The form of a JSON body, as the specification has it. One description serves twice: what is missing or ill-typed is
 * refused as the platform would, what is not named at all goes to the deviation log.
 */

/** Something that a value has and its shape has not, or the other way round. */
export interface Finding {
  readonly kind: 'unknown' | 'missing' | 'invalid'
  /** Where, such as `references[0].name`. */
  readonly field: string
  readonly message: string
}

/** A description of a value of type `T`. */
export interface Shape<T> {
  check(value: unknown, field: string, findings: Finding[]): void
  /** Never set: carries `T` for {@link Shaped}. */
  readonly type?: T
}

/** The type that a shape describes. */
export type Shaped<S> = S extends Shape<infer T> ? T : never

/** A field of an object. */
export interface Field<T, Needed extends boolean> {
  readonly shape: Shape<T>
  readonly needed: Needed
  readonly nullable: boolean
  /** Accepted by the platform, but a client never sends it; the reason. */
  readonly never?: string
}

type AnyFields = Readonly<Record<string, Field<unknown, boolean>>>

type FieldsOf<F extends AnyFields> = {
  readonly [K in keyof F as F[K] extends Field<unknown, true> ? K : never]: F[K] extends Field<infer T, true>
    ? T
    : never
} & {
  readonly [K in keyof F as F[K] extends Field<unknown, true> ? never : K]?: F[K] extends Field<infer T, boolean>
    ? T | null
    : never
}

/** A field that must be there and not be null. */
export function required<T>(shape: Shape<T>): Field<T, true> {
  return { shape, needed: true, nullable: false }
}

/** A field that may be absent or null. */
export function optional<T>(shape: Shape<T>): Field<T, false> {
  return { shape, needed: false, nullable: true }
}

/** A field that may be absent but not null. */
export function omittable<T>(shape: Shape<T>): Field<T, false> {
  return { shape, needed: false, nullable: false }
}

/** A field that the platform tolerates and that no client should send. */
export function internal<T>(shape: Shape<T>, reason: string): Field<T, false> {
  return { shape, needed: false, nullable: true, never: reason }
}

/** Checks `value` and returns everything found, in the order of the value. */
export function inspect(shape: Shape<unknown>, value: unknown): readonly Finding[] {
  const findings: Finding[] = []
  shape.check(value, '', findings)
  return findings
}

function primitive<T>(name: string, holds: (value: unknown) => boolean): Shape<T> {
  return {
    check(value, field, findings) {
      if (!holds(value)) findings.push({ kind: 'invalid', field, message: `${field || 'the body'} must be ${name}` })
    },
  }
}

export const anything: Shape<unknown> = { check: () => {} }
export const text: Shape<string> = primitive('a string', (value) => typeof value === 'string')
export const truth: Shape<boolean> = primitive('a boolean', (value) => typeof value === 'boolean')
export const number: Shape<number> = primitive('a number', (value) => typeof value === 'number')
export const integer: Shape<number> = primitive('an integer', Number.isInteger)
/** An object whose keys are not ours to judge. */
export const openObject: Shape<Readonly<Record<string, unknown>>> = primitive('an object', isObject)

/** One of some words. */
export function oneOf<const W extends string>(...words: readonly W[]): Shape<W> {
  return primitive(`one of ${words.join(', ')}`, (value) => words.some((word) => word === value))
}

/** The first shape that fits; if none does, what the last one says. */
export function either<A, B>(first: Shape<A>, second: Shape<B>): Shape<A | B> {
  return {
    check(value, field, findings) {
      const attempt: Finding[] = []
      first.check(value, field, attempt)
      if (attempt.every((finding) => finding.kind === 'unknown')) findings.push(...attempt)
      else second.check(value, field, findings)
    },
  }
}

/** An array of one shape. */
export function array<T>(items: Shape<T>): Shape<readonly T[]> {
  return {
    check(value, field, findings) {
      if (!Array.isArray(value)) {
        findings.push({ kind: 'invalid', field, message: `${field || 'the body'} must be an array` })
        return
      }
      for (const [index, item] of value.entries()) items.check(item, `${field}[${index}]`, findings)
    },
  }
}

/** An object with exactly these fields. */
export function object<const F extends AnyFields>(fields: F): Shape<FieldsOf<F>> {
  return {
    check(value, field, findings) {
      if (!isObject(value)) {
        findings.push({ kind: 'invalid', field, message: `${field || 'the body'} must be an object` })
        return
      }
      for (const [key, { shape, needed, nullable, never }] of Object.entries(fields)) {
        const path = field === '' ? key : `${field}.${key}`
        const item = value[key]
        if (item === undefined || (item === null && needed)) {
          if (needed) findings.push({ kind: 'missing', field: path, message: `${path} is required` })
        } else if (item === null) {
          if (!nullable) findings.push({ kind: 'invalid', field: path, message: `${path} must not be null` })
        } else {
          shape.check(item, path, findings)
        }
        if (never !== undefined && item !== undefined) {
          findings.push({ kind: 'unknown', field: path, message: `${path} ${never}` })
        }
      }
      for (const key of Object.keys(value)) {
        if (!Object.hasOwn(fields, key)) {
          const path = field === '' ? key : `${field}.${key}`
          findings.push({ kind: 'unknown', field: path, message: `${path} is not named by the specification` })
        }
      }
    },
  }
}

/** Narrows to an object that is no array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
