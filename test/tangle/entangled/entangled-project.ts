import pc from 'picocolors'
import {
  type EntangledOptions,
  openEntangledProject,
  type TangledEntangled,
} from '../../../tangle/entangled/tangle-project.ts'
import { formatDiagnostics } from '../../../tangle/report/format-diagnostics.ts'
import { MemoryFileSystem } from '../../../tangle/write/memory-file-system.ts'

/** Tangles a project in memory. Without a configuration among the files it has the shortest there is. */
export async function tangleFiles(
  files: Readonly<Record<string, string>>,
  options?: EntangledOptions,
): Promise<TangledEntangled> {
  const project = await openEntangledProject(
    new MemoryFileSystem({ 'entangled.toml': 'version = "2.0"\n', ...files }),
    options,
  )
  if (!project) throw new Error('There is a configuration.')
  return project.tangled
}

/** Tangles one page without annotations, as most rules are about the text alone. */
export function tanglePage(lines: readonly string[], config = ''): Promise<TangledEntangled> {
  return tangleFiles({
    'entangled.toml': `version = "2.0"\nannotation = "naked"\n${config}`,
    'a.md': `${lines.join('\n')}\n`,
  })
}

/** The targets as a table of paths and texts. */
export function textsOf(tangled: TangledEntangled): Record<string, string> {
  return Object.fromEntries(tangled.targets.map((target) => [target.path, target.text]))
}

/** One line for each diagnostic: `a.md:3:1 error bad-indent This line …`. */
export function briefly({ diagnostics }: TangledEntangled): string[] {
  return diagnostics.map(({ code, severity, message, location }) => {
    const place = location ? `${location.file}:${location.start.line + 1}:${location.start.column + 1} ` : ''
    return `${place}${severity} ${code} ${message}`
  })
}

/** All that the author is told, with code frames. */
export function describeDiagnostics(tangled: TangledEntangled): string {
  const linesOf = (file: string) => tangled.pages.find((page) => page.path === file)?.lines
  return `${formatDiagnostics(tangled.diagnostics, linesOf, pc.createColors(false))}\n`
}
