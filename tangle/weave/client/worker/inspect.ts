import { countElements, describe, Holes, nameOf, Raw } from './describe-value.ts'
import { groupElements } from './group-elements.ts'
import { targetOfProxy } from './proxies.ts'
import { quote, writeKey } from './quote.ts'

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

function ownKeys(value: object, isList: boolean): PropertyKey[] {
  const hidden = value instanceof Error ? ['stack', 'message'] : []
  return Reflect.ownKeys(value).filter((key) => {
    if ((isList || value instanceof String) && typeof key === 'string' && /^\d+$/.test(key)) return false
    return Object.prototype.propertyIsEnumerable.call(value, key) && !hidden.includes(String(key))
  })
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
