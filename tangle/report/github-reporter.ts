import type { Diagnostic } from '../model/diagnostic.ts'

/**
 * Diagnostics as workflow commands of GitHub Actions, which shows them at the lines of a pull request
 * ("Workflow commands for GitHub Actions", setting an error message). `folder` leads from the root of the repository to
 * the project, and ends with `/` unless it is empty.
 */
export function formatGithub(diagnostics: readonly Diagnostic[], folder = ''): string {
  return diagnostics.map((diagnostic) => formatCommand(diagnostic, folder)).join('')
}

function formatCommand({ code, severity, message, location, hint, detail }: Diagnostic, folder: string): string {
  const properties: [key: string, value: string | number][] = []
  if (location) {
    const { file, start, end = start } = location
    properties.push(['file', folder + file], ['line', start.line + 1], ['endLine', end.line + 1])
    // Columns are refused for a range of several lines. Both ends belong to the range.
    if (end.line === start.line)
      properties.push(['col', start.column + 1], ['endColumn', Math.max(end.column, start.column + 1)])
  }
  properties.push(['title', code])
  const list = properties.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',')
  const text = [message, detail, hint === undefined ? undefined : `hint: ${hint}`].filter((part) => part !== undefined)
  return `::${severity} ${list}::${escapeData(text.join('\n'))}\n`
}

/** As `@actions/core` does: the command is one line, and `%` starts what stands for something else. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
