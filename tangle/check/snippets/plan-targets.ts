import type { ChooseExporter } from '../../snippets/choose-exporter.ts'
import type { SnippetContext } from '../../snippets/find-context.ts'
import type { NameUse } from '../../snippets/names/find-names.ts'
import type { ShownImport } from '../../snippets/shown-imports.ts'
import type { Snippet } from '../../snippets/snippet.ts'
import {
  createTarget,
  importStatement,
  type JsxSourceOfPage,
  type SnippetTarget,
} from '../../snippets/virtual-target.ts'
import type { ProbeAnswer } from './probe.ts'

/** A snippet, and what earlier snippets do for it. */
export interface PlannedSnippet {
  readonly snippet: Snippet
  readonly context: SnippetContext
}

/** Where names come from that no page declares. */
export interface NameSources {
  readonly answer: ProbeAnswer
  readonly shown: ReadonlyMap<string, ShownImport>
  /** The modules of the prelude, as they are imported. */
  readonly prelude: readonly string[]
  readonly chooseExporter: ChooseExporter
  readonly jsxSourceOf: JsxSourceOfPage
}

/**
 * Variables of every page of the web that names of examples hide: `name` and `status` stand for something of the
 * example, and would be strings and nothing by accident (as `confusing-browser-globals` of ESLint has it).
 */
const accidental = new Set([
  ...['name', 'event', 'status', 'length', 'parent', 'top', 'origin', 'closed', 'external', 'opener', 'frames', 'self'],
  ...['find', 'stop', 'print', 'open', 'close', 'focus', 'blur', 'moveTo', 'scroll', 'scrollTo', 'toolbar', 'menubar'],
  ...['resizeTo', 'moveBy', 'resizeBy', 'statusbar', 'scrollbars', 'screenX', 'screenY', 'defaultStatus'],
])

/** What CommonJS and bundlers have in `module`. In a page without that, it is something of the example. */
const ofCommonJs = /\bmodule\s*\.\s*(?:exports|hot|require|filename|paths)\b|\brequire\(/

function isAccidental(name: string, { code }: Snippet): boolean {
  return accidental.has(name) || (name === 'module' && !ofCommonJs.test(code.text))
}

/** The targets of snippets: each with its context, and with imports for what the context does not have (3.3). */
export function planTarget(
  { snippet, context }: PlannedSnippet,
  { answer, shown, prelude, chooseExporter, jsxSourceOf }: NameSources,
): SnippetTarget {
  const imports: string[] = []
  const unknown: string[] = []
  const guessed: string[] = []
  const doubtful: string[] = []
  for (const name of context.missing.keys()) {
    const exporters = answer.exporters.get(name) ?? []
    const ofPrelude = exporters.find((module) => prelude.includes(module))
    const isOfPrelude = ofPrelude !== undefined
    const exporter = ofPrelude ?? chooseExporter(exporters, snippet.block.page)
    if (answer.globals.has(name) && !isAccidental(name, snippet) && !isOfPrelude) continue
    const found = shown.get(name)
    // `import * as attest` on one page does not make `attest()` of another one less than the module's export.
    const isExport = found?.name === '*' && found.module === exporter
    if (isOfPrelude) imports.push(importStatement(name, name, JSON.stringify(exporter)))
    else if (found && !isExport) {
      imports.push(importStatement(found.name, name, JSON.stringify(found.module)))
      if (found.onlyPage !== undefined && found.onlyPage !== snippet.block.page) doubtful.push(name)
    } else if (exporter !== undefined) {
      imports.push(importStatement(name, name, JSON.stringify(exporter)))
      guessed.push(name)
    } else unknown.push(name)
  }
  return createTarget(snippet, context.parts, { imports, guessed, doubtful, unknown }, jsxSourceOf)
}

/** All names of which the compiler has to say whether it knows them. */
export function missingNames(planned: readonly PlannedSnippet[]): Map<string, NameUse> {
  const names = new Map<string, NameUse>()
  for (const { context } of planned) {
    for (const [name, { isValue, isType }] of context.missing) {
      const known = names.get(name)
      names.set(name, { isValue: isValue || known?.isValue === true, isType: isType || known?.isType === true })
    }
  }
  return names
}
