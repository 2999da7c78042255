import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Project } from '../project/project.ts'
import { formatDiagnostics, type LinesOf, summarize } from '../report/format-diagnostics.ts'
import type { CommandContext, ExitCode } from './terminal.ts'

/** Prints diagnostics with the text around them, and says what that means for the exit status. */
export function reportDiagnostics(
  diagnostics: readonly Diagnostic[],
  project: Project,
  context: CommandContext,
): ExitCode {
  const { terminal } = context
  if (diagnostics.length > 0) {
    terminal.out(`${formatDiagnostics(diagnostics, linesOfProject(project), terminal.colors)}\n\n`)
    terminal.err(`${summarize(diagnostics)}\n`)
  }
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error') ? 1 : 0
}

function linesOfProject({ root, tangled }: Project): LinesOf {
  const pages = new Map(tangled.pages.map((page) => [page.path, page.lines]))
  return (file) => {
    const lines = pages.get(file)
    if (lines) return lines
    try {
      return readFileSync(resolve(root, file), 'utf8').split(/\r\n|\n|\r/)
    } catch {
      // A file that is gone, or a folder: the message does without its text.
      return undefined
    }
  }
}
