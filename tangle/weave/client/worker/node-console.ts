import { format } from './format.ts'
import { inspect } from './inspect.ts'
import { formatTable } from './node-table.ts'
import { cleanStack } from './stack.ts'

type Write = (stream: 'stdout' | 'stderr', text: string) => void

/** A console that prints what Node's prints, where Node's prints it. */
export function createConsole(write: Write, now: () => number): Record<string, (...values: unknown[]) => void> {
  let indentation = ''
  const counts = new Map<string, number>()
  const starts = new Map<string, number>()

  const print = (stream: 'stdout' | 'stderr', values: readonly unknown[]) => {
    write(stream, `${indentation}${format(values).replaceAll('\n', `\n${indentation}`)}\n`)
  }
  const log = (...values: unknown[]) => print('stdout', values)
  const error = (...values: unknown[]) => print('stderr', values)
  const group = (...values: unknown[]) => {
    if (values.length > 0) log(...values)
    indentation += '  '
  }
  const elapsed = (label: unknown, values: readonly unknown[]) => {
    const start = starts.get(String(label))
    if (start === undefined) error(`Warning: No such label '${label}' for console.time()`)
    else log(`${label}: ${(now() - start).toFixed(3)}ms`, ...values)
  }

  return {
    log,
    info: log,
    debug: log,
    table(data, columns) {
      const table = formatTable(data, Array.isArray(columns) ? columns.map(String) : undefined)
      log(table ?? data)
    },
    dirxml: log,
    dir: (value) => log(inspect(value)),
    error,
    warn: error,
    trace: (...values) => error(cleanStack(Object.assign(new Error(format(values)), { name: 'Trace' }))),
    assert(condition, ...values) {
      if (condition) return
      const [first, ...rest] = values
      if (typeof first === 'string') error(`Assertion failed: ${first}`, ...rest)
      else error(values.length === 0 ? 'Assertion failed' : 'Assertion failed:', ...values)
    },
    group,
    groupCollapsed: group,
    groupEnd() {
      indentation = indentation.slice(2)
    },
    count(label = 'default') {
      const count = (counts.get(String(label)) ?? 0) + 1
      counts.set(String(label), count)
      log(`${label}: ${count}`)
    },
    countReset: (label = 'default') => void counts.delete(String(label)),
    time: (label = 'default') => void starts.set(String(label), now()),
    timeLog: (label = 'default', ...values) => elapsed(label, values),
    timeEnd(label = 'default') {
      elapsed(label, [])
      starts.delete(String(label))
    },
    clear() {},
  }
}
