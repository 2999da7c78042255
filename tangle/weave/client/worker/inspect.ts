import { groupElements } from './group-elements.ts'
import { targetOfProxy } from './proxies.ts'
import { cleanStack } from './stack.ts'

/** How much is shown of a value. */
export interface InspectLimits {
  /** Objects below this depth are shown by name only. */
  readonly depth: number
  /** How many elements are shown. */
  readonly elements: number
  /** How wide a line may be. */
  readonly lineWidth: number
}

/** As Node has it. */
const usualLimits: InspectLimits = { depth: 2, elements: 100, lineWidth: 80 }

/** What is known while a value is being written. */
interface Context {
  readonly limits: InspectLimits
  indentation: number
  /** How deep the value lies that was written last. */
  depth: number
  /** The objects around the value. */
  readonly path: object[]
  /** The objects that contain themselves, numbered from 1 in the order in which that was noticed. */
  readonly circular: Map<object, number>
}

/** A value as Node's `util.inspect` writes it with its usual options, as far as a page can look into it. */
export function inspect(value: unknown, limits: Partial<InspectLimits> = {}): string {
  return writeValue(
    { limits: { ...usualLimits, ...limits }, indentation: 0, depth: 0, path: [], circular: new Map() },
    value,
    0,
    true,
  )
}

function writeValue(context: Context, value: unknown, level: number, isTop = false): string {
  if (typeof value === 'string') return isTop ? quote(value) : writeString(context, value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return String(value)
  if (context.path.includes(value)) {
    if (!context.circular.has(value)) context.circular.set(value, context.circular.size + 1)
    return `[Circular *${context.circular.get(value)}]`
  }
  return writeObject(context, value, level)
}

function writeObject(context: Context, given: object, level: number): string {
  const value = targetOfProxy(given)
  const { lineWidth, elements: maximumElements, depth: maximumDepth } = context.limits
  const { base, prefix, braces, entries, isList } = describe(value)
  const keys = ownKeys(value, isList)
  const hasNothing = keys.length === 0 && entries.length === 0
  if (hasNothing && base !== '') return base
  if (level > maximumDepth) return `[${nameOf(value) || 'Object: null prototype'}]`
  const open = `${prefix}${braces[0]}`
  if (hasNothing) return `${open}${braces[1]}`
  context.path.push(value)
  context.depth = level
  const inside = (one: unknown) => {
    context.indentation += 2
    const text = writeValue(context, one, level + 1)
    context.indentation -= 2
    return text
  }
  const shown = entries.slice(0, maximumElements)
  const output = shown.map((entry) =>
    entry instanceof Holes
      ? String(entry)
      : entry.map((one) => (one instanceof Raw ? one.text : inside(one))).join(' => '),
  )
  const hidden = countElements(entries) - countElements(shown)
  if (hidden > 0) output.push(`... ${hidden} more item${hidden > 1 ? 's' : ''}`)
  const elements = output.length
  for (const key of keys) output.push(`${writeKey(key)}: ${writeProperty(value, key, inside)}`)
  context.path.pop()
  const reference = context.circular.get(value)
  const label = reference === undefined ? open : `<ref *${reference}> ${open}`
  const grouped =
    isList && elements > 6
      ? groupElements(
          output,
          hidden > 0,
          entries.map((entry) => (entry instanceof Holes ? entry : entry[0])),
          lineWidth,
          context.indentation,
        )
      : output
  return join(context, grouped, grouped.length === output.length, base, [label, braces[1]], level)
}

/** On one line where that is short enough and not too deep, else one line for each entry. */
function join(
  context: Context,
  output: readonly string[],
  mayBeOneLine: boolean,
  base: string,
  braces: readonly [string, string],
  level: number,
): string {
  const open = base === '' ? braces[0] : `${base} ${braces[0]}`
  if (mayBeOneLine && context.depth - level < 3) {
    const start = output.length + context.indentation + braces[0].length + base.length + 10
    const length = output.reduce((sum, text) => sum + text.length, output.length + start)
    const isFlat = !base.includes('\n') && !output.some((text) => text.includes('\n'))
    if (isFlat && length <= context.limits.lineWidth) return `${open} ${output.join(', ')} ${braces[1]}`
  }
  const line = `\n${' '.repeat(context.indentation)}`
  return `${open}${line}  ${output.join(`,${line}  `)}${line}${braces[1]}`
}

interface Description {
  /** Stands for the value itself: of functions, dates, errors. */
  readonly base: string
  readonly prefix: string
  readonly braces: readonly [string, string]
  /** One value for an element, two for an entry of a map. */
  readonly entries: readonly Entry[]
  readonly isList: boolean
}

type Entry = readonly unknown[] | Holes

/** Elements of an array that are not there, one after another. */
class Holes {
  readonly count: number

  constructor(count: number) {
    this.count = count
  }

  toString(): string {
    return `<${this.count} empty item${this.count > 1 ? 's' : ''}>`
  }
}

/** A text that stands as it is. */
class Raw {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

function countElements(entries: readonly Entry[]): number {
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

function describe(value: object): Description {
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
      entries: [...value].map(([key, one]) => [new Raw(`${quote(key)} => ${quote(one)}`)]),
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
    return [new Raw(`${key}: ${typeof part === 'string' ? quote(part) : inspect(part)}`)]
  })
}

function bytesOf(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer)
  const shown = [...bytes.subarray(0, usualLimits.elements)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
  const hidden = bytes.length - usualLimits.elements
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
function nameOf(value: object): string {
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

function ownKeys(value: object, isList: boolean): PropertyKey[] {
  const hidden = value instanceof Error ? ['stack', 'message'] : []
  return Reflect.ownKeys(value).filter((key) => {
    if ((isList || value instanceof String) && typeof key === 'string' && /^\d+$/.test(key)) return false
    return Object.prototype.propertyIsEnumerable.call(value, key) && !hidden.includes(String(key))
  })
}

function writeKey(key: PropertyKey): string {
  if (typeof key === 'symbol') return `[${String(key)}]`
  const text = String(key)
  return /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(text) ? text : quote(text)
}

function writeProperty(value: object, key: PropertyKey, inside: (one: unknown) => string): string {
  const descriptor = Object.getOwnPropertyDescriptor(value, key)
  if (descriptor?.get) return descriptor.set ? '[Getter/Setter]' : '[Getter]'
  return descriptor?.set ? '[Setter]' : inside(descriptor?.value)
}

/** A long text with line ends is written line by line. */
function writeString({ indentation, limits: { lineWidth } }: Context, value: string): string {
  if (value.length <= 16 || value.length <= lineWidth - indentation - 4) return quote(value)
  return value
    .split(/(?<=\n)/)
    .map(quote)
    .join(` +\n${' '.repeat(indentation + 2)}`)
}

/** In the quotes that the text does not contain. */
function quote(text: string): string {
  const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !/[`]|\$\{/.test(text) ? '`' : "'"
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')
  return `${mark}${mark === "'" ? escaped.replaceAll("'", "\\'") : escaped}${mark}`
}
