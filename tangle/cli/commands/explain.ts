import type { DiagnosticCode } from '../../model/diagnostic.ts'
import { explanations } from '../../report/explanations.ts'
import { suggest } from '../../resolve/suggest.ts'
import { type CommandContext, type ExitCode, UsageError } from '../terminal.ts'

/** Says what a diagnostic means, and what to do about it; without a code, of all. */
export async function explainCommand(names: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { terminal, reporter } = context
  const codes = names.length === 0 ? (Object.keys(explanations) as DiagnosticCode[]) : names.map(toCode)
  const found = codes.map((code) => ({ code, ...explanations[code] }))
  if (reporter === 'json') {
    const entries = found.map(({ code, meaning, remedy }) => ({ code, meaning, remedy }))
    const document = { version: 1, command: 'tangle explain', explanations: entries }
    terminal.document(`${JSON.stringify(document, undefined, 2)}\n`)
  } else {
    const { bold } = terminal.colors
    terminal.document(found.map(({ code, meaning, remedy }) => `${bold(code)}\n  ${meaning}\n  ${remedy}\n`).join('\n'))
  }
  return 0
}

function toCode(name: string): DiagnosticCode {
  if (Object.hasOwn(explanations, name)) return name as DiagnosticCode // it is a key of the table
  const near = suggest(name, Object.keys(explanations))
  throw new UsageError(`There is no diagnostic \`${name}\`.${near ? ` Did you mean \`${near}\`?` : ''}`)
}
