import { quote, writeKey } from './quote.ts'
import { cleanStack } from './stack.ts'

/** What is shown of an object, before its properties. */
export interface Description {
  /** Stands for the value itself: of functions, dates, errors. */
  readonly base: string
  readonly prefix: string
  readonly braces: readonly [string, string]
  /** One value for an element, two for an entry of a map. */
  readonly entries: readonly Entry[]
  readonly isList: boolean
}

export type Entry = readonly unknown[] | Holes

/** Elements of an array that are not there, one after another. */
export class Holes {
  readonly count: number

  constructor(count: number) {
    this.count = count
  }

  toString(): string {
    return `<${this.count} empty item${this.count > 1 ? 's' : ''}>`
  }
}

/** A text that stands as it is. */
export class Raw {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export function countElements(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + (entry instanceof Holes ? entry.count : 1), 0)
}

/** The elements of an array, where those that are missing are one entry. */
function elementsOf(list: readonly unknown[]): Entry[] {
  const entries: Entry[] = []
  let next = 0
  // A list may be longer than what is in it by far.
  for (const key of Object.keys(list)) {
    if (!/^(?:0|[1-9]\d*)$/.test(key)) break
    const at = Number(key)
    if (at > next) entries.push(new Holes(at - next))
    entries.push([list[at]])
    next = at + 1
  }
  if (list.length > next) entries.push(new Holes(list.length - next))
  return entries
}

export function describe(value: object): Description {
  const name = nameOf(value)
  const plain = { base: '', entries: [], isList: false, braces: ['{', '}'] as const }
  if (Array.isArray(value)) {
    const prefix = name === 'Array' ? '' : `${name}(${value.length}) `
    return { ...plain, prefix, braces: ['[', ']'], entries: elementsOf(value), isList: true }
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const elements = [...(value as unknown as Iterable<unknown>)] // every other view is a list
    const prefix = `${name}(${elements.length}) `
    return { ...plain, prefix, braces: ['[', ']'], entries: elements.map((one) => [one]), isList: true }
  }
  if (value instanceof Map) return { ...plain, prefix: `${name}(${value.size}) `, entries: [...value] }
  if (value instanceof Set) {
    return { ...plain, prefix: `${name}(${value.size}) `, entries: [...value].map((one) => [one]) }
  }
  if (value instanceof URL) return { ...plain, prefix: `${name} `, entries: partsOf(value) }
  if (value instanceof URLSearchParams) {
    return {
      ...plain,
      prefix: `${name} `,
      entries: [...value].map((pair) => [new Raw(pairOf(pair))]),
    }
  }
  if (typeof Headers === 'function' && value instanceof Headers) {
    return {
      ...plain,
      prefix: `${name} `,
      entries: [...value].map(([key, one]) => [new Raw(`${writeKey(key)}: ${quote(one)}`)]),
    }
  }
  if (value instanceof WeakMap || value instanceof WeakSet) {
    return { ...plain, prefix: `${name} `, entries: [[new Raw('<items unknown>')]] }
  }
  // Only an engine knows whether it is settled.
  if (value instanceof Promise) return { ...plain, prefix: `${name} `, entries: [[new Raw('<pending>')]] }
  if (value instanceof ArrayBuffer)
    return {
      ...plain,
      prefix: `${name} `,
      entries: [[new Raw(bytesOf(value))], [new Raw(`byteLength: ${value.byteLength}`)]],
    }
  const boxed = unbox(value)
  if (boxed !== undefined) {
    return {
      ...plain,
      prefix: '',
      base: `[${typeName(boxed)}: ${typeof boxed === 'string' ? quote(boxed) : Object.is(boxed, -0) ? '-0' : typeof boxed === 'bigint' ? `${boxed}n` : String(boxed)}]`,
    }
  }
  if (typeof value === 'function') return { ...plain, prefix: '', base: describeFunction(value) }
  if (value instanceof Date) {
    const isValid = !Number.isNaN(value.getTime())
    return { ...plain, prefix: '', base: isValid ? value.toISOString() : 'Invalid Date' }
  }
  if (value instanceof RegExp) return { ...plain, prefix: '', base: String(value) }
  if (value instanceof Error) return { ...plain, prefix: '', base: describeError(value) }
  if (name === '') return { ...plain, prefix: '[Object: null prototype] ' }
  const tag: unknown = Reflect.get(value, Symbol.toStringTag)
  if (typeof tag === 'string' && tag !== '' && tag !== name) return { ...plain, prefix: `${name} [${tag}] ` }
  return { ...plain, prefix: name === 'Object' ? '' : `${name} ` }
}

const urlParts = [
  ...['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search'],
  ...['searchParams', 'hash'],
] as const

function partsOf(url: URL): Entry[] {
  return urlParts.map((key) => {
    const part = url[key as keyof URL]
    return [
      new Raw(
        `${key}: ${typeof part === 'string' ? quote(part) : `URLSearchParams ${braced([...url.searchParams].map(pairOf))}`}`,
      ),
    ]
  })
}

function pairOf([key, value]: readonly [string, string]): string {
  return `${quote(key)} => ${quote(value)}`
}

function braced(parts: readonly string[]): string {
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`
}

/** As many as of a list. */
const maximumBytes = 100

function bytesOf(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer)
  const shown = [...bytes.subarray(0, maximumBytes)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  const hidden = bytes.length - maximumBytes
  return `[Uint8Contents]: <${shown}${hidden > 0 ? ` ... ${hidden} more byte${hidden > 1 ? 's' : ''}` : ''}>`
}

/** The value in a `Number`, `String` and the like; nothing for other objects. */
function unbox(value: object): unknown {
  const isBox = [Number, String, Boolean, Symbol, BigInt].some(
    (kind) => value instanceof (kind as unknown as NumberConstructor),
  )
  return isBox ? value.valueOf() : undefined
}

function typeName(value: unknown): string {
  return (
    { number: 'Number', string: 'String', boolean: 'Boolean', symbol: 'Symbol', bigint: 'BigInt' }[
      typeof value as string
    ] ?? ''
  )
}

function describeFunction(value: object): string {
  const name = 'name' in value && typeof value.name === 'string' ? value.name : ''
  if (/^class\b/.test(Function.prototype.toString.call(value))) {
    const parent: { readonly name?: string } | null = Object.getPrototypeOf(value)
    return `[class ${name || '(anonymous)'}${parent?.name ? ` extends ${parent.name}` : ''}]`
  }
  return `[${nameOf(value)}${name === '' ? ' (anonymous)' : `: ${name}`}]`
}

/** The stack with the program's own lines; in brackets where there is none. */
function describeError(error: Error): string {
  const stack = cleanStack(error)
  return stack.includes('\n    at ') ? stack : `[${stack}]`
}

/** The nearest constructor that has a name; nothing for what has none. */
export function nameOf(value: object): string {
  for (let owner: object | null = value; owner; owner = Object.getPrototypeOf(owner)) {
    const made: unknown = Object.getOwnPropertyDescriptor(owner, 'constructor')?.value
    if (typeof made === 'function' && made.name !== '' && isInstance(value, made)) return made.name
  }
  return ''
}

function isInstance(value: object, kind: unknown): boolean {
  try {
    return value instanceof (kind as new () => object)
  } catch {
    // An arrow function is nobody's constructor.
    return false
  }
}
