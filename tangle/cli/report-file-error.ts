import type { FileError } from '../model/file-error.ts'
import { formatDiagnostics } from '../report/format-diagnostics.ts'
import { formatGithub } from '../report/github-reporter.ts'
import { formatJson } from '../report/json-reporter.ts'
import { diskDiagnostic } from '../write/plan-diagnostics.ts'
import type { CommandContext } from './terminal.ts'

/** Reports a page or another file that cannot be read, which ends a command before it knows the project. */
export function reportFileError(error: FileError, { command, reporter, terminal }: CommandContext): 1 {
  const diagnostics = [diskDiagnostic(error, error.path, undefined)]
  if (reporter === 'json') terminal.document(formatJson(command, diagnostics))
  else if (reporter === 'github') terminal.document(formatGithub(diagnostics))
  else terminal.out(`${formatDiagnostics(diagnostics, () => undefined, terminal.colors)}\n\n`)
  terminal.err('1 error\n')
  return 1
}
