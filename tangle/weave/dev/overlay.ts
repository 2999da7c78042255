import { resolve } from 'node:path'
import pc from 'picocolors'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { formatLocation } from '../../model/location.ts'
import type { Project } from '../../project/project.ts'
import { codeFrame } from '../../report/code-frame.ts'

/** What Vite's client shows over the page: the first error with its lines, the others by place. Nothing without errors. */
export function toOverlay(diagnostics: readonly Diagnostic[], { root, tangled }: Project): object | undefined {
  const [first, ...others] = diagnostics.filter(({ severity }) => severity === 'error')
  if (!first) return undefined
  const { location, message, hint } = first
  const lines = location && tangled.pages.find((page) => page.path === location.file)?.lines
  const frame = location && lines ? codeFrame(lines, location, pc.createColors(false)) : ''
  const list = others.map((other) => `${other.location ? `${formatLocation(other.location)} ` : ''}${other.message}`)
  return {
    type: 'error',
    err: {
      plugin: `tangle ${first.code}`,
      message: hint === undefined ? message : `${message}\n${hint}`,
      // The client makes a link of an absolute path, which opens the editor.
      ...(location && {
        id: resolve(root, location.file),
        loc: {
          file: resolve(root, location.file),
          line: location.start.line + 1,
          column: location.start.column + 1,
        },
      }),
      frame,
      stack: list.join('\n'),
    },
  }
}
