import { groupElements } from './group-elements.ts'
import { cleanStack } from './stack.ts'

/** As wide as Node makes a line. */
const lineWidth = 80
/** Objects below this depth are shown by name only. */
const maximumDepth = 2
const maximumElements = 100

/** What is known while a value is being written. */
interface Context {
  indentation: number
  /** How deep the value lies that was written last. */
  depth: number
  /** The objects around the value. */
  readonly path: object[]
  /** The objects that contain themselves, numbered from 1 in the order in which that was noticed. */
  readonly circular: Map<object, number>
}

/** A value as Node's `util.inspect` writes it with its usual options, as far as a page can look into it. */
export function inspect(value: unknown): string {
  return writeValue({ indentation: 0, depth: 0, path: [], circular: new Map() }, value, 0, true)
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

function writeObject(context: Context, value: object, level: number): string {
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
  const output = shown.map((entry) => entry.map(inside).join(' => '))
  if (isList) markHoles(value, output)
  const hidden = entries.length - shown.length
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
          entries.map(([one]) => one),
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
    if (isFlat && length <= lineWidth) return `${open} ${output.join(', ')} ${braces[1]}`
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
  readonly entries: readonly (readonly unknown[])[]
  readonly isList: boolean
}

function describe(value: object): Description {
  const name = nameOf(value)
  const plain = { base: '', entries: [], isList: false, braces: ['{', '}'] as const }
  if (Array.isArray(value)) {
    const prefix = name === 'Array' ? '' : `${name}(${value.length}) `
    return { ...plain, prefix, braces: ['[', ']'], entries: Array.from(value, (one) => [one]), isList: true }
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
  if (typeof value === 'function') return { ...plain, prefix: '', base: describeFunction(value) }
  if (value instanceof Date) {
    const isValid = !Number.isNaN(value.getTime())
    return { ...plain, prefix: '', base: isValid ? value.toISOString() : 'Invalid Date' }
  }
  if (value instanceof RegExp) return { ...plain, prefix: '', base: String(value) }
  if (value instanceof Error) return { ...plain, prefix: '', base: describeError(value) }
  if (name === '') return { ...plain, prefix: '[Object: null prototype] ' }
  return { ...plain, prefix: name === 'Object' ? '' : `${name} ` }
}

function describeFunction(value: object): string {
  const name = 'name' in value && typeof value.name === 'string' ? value.name : ''
  if (/^class\b/.test(Function.prototype.toString.call(value))) return `[class ${name || '(anonymous)'}]`
  return `[${nameOf(value)}${name === '' ? ' (anonymous)' : `: ${name}`}]`
}

/** The stack with the program's own lines; in brackets where there is none. */
function describeError(error: Error): string {
  const stack = cleanStack(error)
  return stack.includes('\n    at ') ? stack : `[${stack}]`
}

function nameOf(value: object): string {
  const prototype: { constructor?: { name?: string } } | null = Object.getPrototypeOf(value)
  return prototype === null ? '' : (prototype.constructor?.name ?? 'Object')
}

function ownKeys(value: object, isList: boolean): PropertyKey[] {
  const hidden = value instanceof Error ? ['stack', 'message'] : []
  return Reflect.ownKeys(value).filter((key) => {
    if (isList && typeof key === 'string' && /^\d+$/.test(key)) return false
    return Object.prototype.propertyIsEnumerable.call(value, key) && !hidden.includes(String(key))
  })
}

function markHoles(value: object, output: string[]): void {
  output.forEach((_, at) => {
    if (Array.isArray(value) && !(at in value)) output[at] = '<1 empty item>'
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
function writeString({ indentation }: Context, value: string): string {
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
