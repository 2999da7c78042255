import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Project } from '../project/project.ts'
import { formatDiagnostics, type LinesOf, summarize } from '../report/format-diagnostics.ts'
import { formatGithub } from '../report/github-reporter.ts'
import { formatJson } from '../report/json-reporter.ts'
import { formatSarif } from '../report/sarif-reporter.ts'
import { readRegularFile } from '../state/read-regular-file.ts'
import { readVersion } from './read-version.ts'
import type { CommandContext, ExitCode } from './terminal.ts'

/**
 * Reports diagnostics in the way that was asked for, and says what they mean for the exit status. A command calls it
 * once, also without diagnostics: for a program, that is its whole result. `more` are further keys of the JSON report.
 * A person is shown so many of them, the worst kinds first.
 */
export function reportDiagnostics(
  diagnostics: readonly Diagnostic[],
  project: Project,
  context: CommandContext,
  more: Readonly<Record<string, unknown>> = {},
  shown = diagnostics.length,
): ExitCode {
  const { terminal, reporter, command } = context
  if (reporter === 'json') terminal.document(formatJson(command, diagnostics, more))
  else if (reporter === 'github') terminal.document(formatGithub(diagnostics, folderInRepository(context)))
  else if (reporter === 'sarif') terminal.document(formatSarif(diagnostics, readVersion(), folderInRepository(context)))
  else if (diagnostics.length > 0)
    terminal.out(
      `${formatDiagnostics(mostImportant(diagnostics, shown), linesOfProject(project), terminal.colors)}\n\n`,
    )
  if (diagnostics.length > 0) terminal.err(`${summarize(diagnostics)}\n`)
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error') ? 1 : 0
}

/** What is wrong with the code of pages comes before what is wrong with what they say about it. */
const laterKinds: ReadonlySet<string> = new Set(['broken-link', 'unused-block', 'unproven-block', 'incomplete-block'])

function mostImportant(diagnostics: readonly Diagnostic[], shown: number): readonly Diagnostic[] {
  if (shown >= diagnostics.length) return diagnostics
  const rank = ({ code, severity }: Diagnostic) => (severity === 'warning' ? 2 : laterKinds.has(code) ? 1 : 0)
  return [...diagnostics].sort((a, b) => rank(a) - rank(b)).slice(0, shown)
}

/** Annotations name files from the root of the repository, which need not be that of the project. */
function folderInRepository({ root, environment }: CommandContext): string {
  const path = environment.GITHUB_WORKSPACE ? relative(environment.GITHUB_WORKSPACE, root) : ''
  return path === '' || isAbsolute(path) || path.startsWith('..') ? '' : `${path.split(sep).join('/')}/`
}

export function linesOfProject({ root, tangled }: Project): LinesOf {
  const pages = new Map(tangled.pages.map((page) => [page.path, page.lines]))
  return (file) => {
    const lines = pages.get(file)
    if (lines) return lines
    try {
      return readRegularFile(resolve(root, file))
        .toString('utf8')
        .split(/\r\n|\n|\r/)
    } catch {
      // A file that is gone, or a folder: the message does without its text.
      return undefined
    }
  }
}
