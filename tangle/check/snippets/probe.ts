import type { NameUse } from '../../snippets/names/find-names.ts'
import { importStatement } from '../../snippets/virtual-target.ts'
import type { CompilerError } from '../types/compiler.ts'

/** A module that only asks the compiler which names it knows, one question a line. */
export interface Probe {
  readonly path: string
  readonly text: string
  /** What the lines ask. */
  readonly questions: readonly ProbeQuestion[]
}

interface ProbeQuestion {
  readonly name: string
  /** The module that may export the name; `undefined`: it may be a global. */
  readonly module: string | undefined
}

/** What a platform brings, where a tsconfig leaves it out: nobody imports `console`. */
export const platformReferences =
  '/// <reference lib="dom" />\n/// <reference lib="dom.iterable" />\n/// <reference types="node" />\n'

/** @param header Lines in front of the questions. */
export function createProbe(
  path: string,
  names: ReadonlyMap<string, NameUse>,
  modules: readonly string[],
  header = '',
): Probe {
  const questions: ProbeQuestion[] = []
  const lines: string[] = header === '' ? [] : header.trimEnd().split('\n')
  const offset = lines.length
  const ask = (line: string, name: string, module?: string) => {
    lines.push(line)
    questions.push({ name, module })
  }
  for (const [name, { isValue, isType }] of names) {
    if (isValue) ask(`void ${name}`, name)
    if (isType) ask(`type probe${lines.length} = ${name}`, name)
    for (const module of modules) {
      ask(importStatement(name, `probe${lines.length}`, JSON.stringify(module)), name, module)
    }
  }
  lines.push('export {}', '')
  return {
    path,
    text: lines.join('\n'),
    questions: [...Array.from({ length: offset }, () => ({ name: '', module: undefined })), ...questions],
  }
}

/** What the compiler says when a name is not there, or is not what it is used as. */
const unknownCodes = new Set([
  ...[2304, 2503, 2552, 2580, 2581, 2582, 2583, 2584, 2585, 2591, 2592, 2593, 2686, 2693, 2708, 2709, 2749],
  ...[2867, 2868, 18004, 2663, 2662],
])

export function isUnknownName(code: number): boolean {
  return unknownCodes.has(code)
}

/** What a module does not export, or a module that is not there. */
const notExportedCodes = new Set([2305, 2307, 2459, 2460, 2614, 2724, 2792, 7016, 2613])

export interface ProbeAnswer {
  /** Names that mean something without an import. */
  readonly globals: ReadonlySet<string>
  /** The modules that export a name, in the order in which they were asked for. */
  readonly exporters: ReadonlyMap<string, readonly string[]>
}

export function readAnswer({ text, questions }: Probe, errors: readonly CompilerError[]): ProbeAnswer {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  const denied = new Set<number>()
  for (const { code, start } of errors) {
    let line = starts.findLastIndex((at) => at <= start)
    if (line < 0) line = 0
    const isAboutModule = questions[line]?.module !== undefined
    if (isAboutModule ? notExportedCodes.has(code) : isUnknownName(code)) denied.add(line)
  }
  const asked = new Map<string, boolean>()
  const exporters = new Map<string, string[]>()
  questions.forEach(({ name, module }, line) => {
    if (module === undefined) asked.set(name, (asked.get(name) ?? true) && !denied.has(line))
    else if (!denied.has(line)) exporters.set(name, [...(exporters.get(name) ?? []), module])
  })
  return { globals: new Set([...asked].filter(([, isKnown]) => isKnown).map(([name]) => name)), exporters }
}
