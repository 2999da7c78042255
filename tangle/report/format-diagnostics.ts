import pc from 'picocolors'
import type { Diagnostic } from '../model/diagnostic.ts'
import { formatLocation } from '../model/location.ts'
import { visibleText } from '../model/visible-text.ts'
import { codeFrame } from './code-frame.ts'
import type { Colors } from './colors.ts'

/** The lines of a file that a diagnostic points into; `undefined` if it cannot be shown. */
export type LinesOf = (file: string) => readonly string[] | undefined

/**
 * Diagnostics as a person reads them in a terminal: place, message, the page around it, and what to do. Characters that a
 * terminal would obey, and not show, are made visible.
 */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], linesOf: LinesOf, colors: Colors = pc): string {
  return diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, linesOf, colors)).join('\n\n')
}

function formatDiagnostic(diagnostic: Diagnostic, linesOf: LinesOf, colors: Colors): string {
  const { severity, code, location, related = [], hint, detail } = diagnostic
  const message = showMessage(diagnostic.message)
  const label = severity === 'error' ? colors.red(colors.bold('error')) : colors.yellow(colors.bold('warning'))
  const place = location ? `${colors.cyan(formatLocation(location))} ` : ''
  const parts = [`${place}${label} ${colors.dim(code)} ${message}`]
  const lines = location && linesOf(location.file)
  if (location && lines) parts.push(indent(codeFrame(lines, location, colors)))
  for (const other of related)
    parts.push(`  ${colors.cyan(formatLocation(other.location))} ${showMessage(other.message)}`)
  if (detail !== undefined) parts.push(indent(visibleText(detail)))
  if (hint !== undefined) parts.push(`  ${colors.green('hint:')} ${showMessage(hint)}`)
  return parts.join('\n')
}

/** Of several lines, which a message of a compiler or a host may have, only the first one begins a line. */
function showMessage(message: string): string {
  return visibleText(message).replaceAll('\n', '\n  ')
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ')
}

/** `2 errors, 1 warning`; empty for none. */
export function summarize(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length
  const warnings = diagnostics.length - errors
  const parts = [errors > 0 && count(errors, 'error'), warnings > 0 && count(warnings, 'warning')]
  return parts.filter((part) => part !== false).join(', ')
}

/** `1 target`, `2 targets` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
