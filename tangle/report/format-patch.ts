import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatch, structuredPatch } from 'diff'
import { visibleLine } from '../model/visible-text.ts'
import type { Colors } from './colors.ts'

/** A change of one file. No text before: it is created; none after: it is removed. */
export interface FileChange {
  readonly path: string
  readonly before: string | undefined
  readonly after: string | undefined
  readonly modeBefore?: number
  readonly mode?: number
}

/** Changes as a patch that `git apply` and `patch -p1` take. */
export function formatChanges(changes: readonly FileChange[], colors: Colors): string {
  return changes.map((change) => colorPatch(formatChange(change), colors)).join('')
}

function formatChange({ path, before, after, mode, modeBefore }: FileChange): string {
  const [oldName, newName] = [`a/${path}`, `b/${path}`]
  const lines = [`diff --git ${quote(oldName)} ${quote(newName)}`]
  const bits = (permissions: number) => `100${permissions.toString(8)}`
  if (before === undefined) lines.push(`new file mode ${bits(mode ?? 0o644)}`)
  else if (after === undefined) lines.push(`deleted file mode ${bits(modeBefore ?? 0o644)}`)
  else if (mode !== undefined && modeBefore !== undefined && mode !== modeBefore)
    lines.push(`old mode ${bits(modeBefore)}`, `new mode ${bits(mode)}`)
  const patch: StructuredPatch = {
    ...structuredPatch(oldName, newName, before ?? '', after ?? '', '', '', { context: 3 }),
    ...(before === undefined && { oldFileName: '/dev/null' }),
    ...(after === undefined && { newFileName: '/dev/null' }),
  }
  return `${lines.join('\n')}\n${patch.hunks.length === 0 ? '' : formatPatch(patch, FILE_HEADERS_ONLY)}`
}

/** Git puts names in quotes only where it must, and writes bytes that cannot be seen as octal numbers (`core.quotePath`). */
function quote(name: string): string {
  if (visibleLine(name) === name && !/["\\]/.test(name)) return name
  const octal = (text: string) =>
    [...new TextEncoder().encode(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`)
  const quoted = [...name].map((char) =>
    /["\\]/.test(char) ? `\\${char}` : visibleLine(char) === char ? char : octal(char).join(''),
  )
  return `"${quoted.join('')}"`
}

function colorPatch(patch: string, colors: Colors): string {
  return patch.replace(/^(?:(diff|---|\+\+\+)|(@@)|(\+)|(-)).*$/gm, (line, header, hunk, added, removed) => {
    if (header) return colors.bold(line)
    if (hunk) return colors.cyan(line)
    return added ? colors.green(line) : removed ? colors.red(line) : line
  })
}
