import { relative, sep } from 'node:path'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate } from '../../model/location.ts'
import type { Project } from '../../project/project.ts'
import { blocksConfig } from '../../snippets/snippet-settings.ts'
import { type JudgedSnippets, judgeSnippets } from '../snippets/check-snippets.ts'
import { reportSnippets, type SnippetReport } from '../snippets/snippet-report.ts'
import type { TypesCompiler } from '../types/compiler.ts'
import { compilerOf, installCompiler, whyNoCompiler } from '../types/find-compiler.ts'

/**
 * Checks the code blocks that nobody has named: each as far as it can be known (plain blocks).
 *
 * @param isLeftOpen Whether the compiler stays at work until {@link closeBlocks}. Default: no.
 * @throws ConfigError if a tsconfig, a prelude, or the compiler cannot be used.
 */
export async function checkBlocks(project: Project, isLeftOpen = false): Promise<SnippetReport> {
  if (blocksConfig(project.config) === undefined) return { diagnostics: [], blocks: [] }
  const { compiler, judged } = await judgedBlocks(project)
  if (!isLeftOpen) await closeBlocks(project)
  const report = reportSnippets(project, judged)
  const warning = compiler === undefined && project.config.types !== false ? missingCompiler(project, judged) : []
  return {
    ...report,
    diagnostics: [...report.diagnostics, ...warning, ...unusableConfigs(project, judged), ...unknownOptions(judged)],
  }
}

interface JudgedBlocks {
  /** Undefined where there is none, or none is wanted. */
  readonly compiler: TypesCompiler | undefined
  readonly judged: JudgedSnippets
}

const known = new WeakMap<Project, Promise<JudgedBlocks>>()

/** What came out of the blocks that nobody has named; found once for a project. The compiler may be at work. */
export function judgedBlocks(project: Project): Promise<JudgedBlocks> {
  const judge = async () => {
    const compiler = project.config.types === false ? undefined : compilerOf(project)
    return { compiler, judged: await judgeSnippets(project, compiler, { isLeftOpen: true }) }
  }
  const found = known.get(project) ?? judge()
  known.set(project, found)
  return found
}

/** Ends the compiler that has judged the blocks of a project, if there is one. */
export async function closeBlocks(project: Project): Promise<void> {
  const found = await known.get(project)?.catch(() => undefined)
  found?.judged.work?.close()
}

/** What a tsconfig extends is often a package; where it is not installed, blocks are checked all the same. */
function unusableConfigs({ root }: Project, { unusable }: JudgedSnippets): Diagnostic[] {
  return [...unusable].map(([file, reason]) => ({
    code: 'unusable-tsconfig',
    severity: 'warning',
    message: `Code blocks are checked with strict defaults, since a tsconfig cannot be used: ${reason}`,
    location: locate(relative(root, file).split(sep).join('/'), { line: 0, column: 0 }),
    hint: 'Install what it extends, or name another one as `types.tsconfig`.',
  }))
}

function unknownOptions({ unknownOptions: found }: JudgedSnippets): Diagnostic[] {
  return [...found.values()].map(({ reason, ...location }) => ({
    code: 'unusable-tsconfig',
    severity: 'warning',
    message: `Code blocks are checked without an option of a tsconfig: ${reason}`,
    location,
    hint: 'A later version of `typescript` may know it.',
  }))
}

function missingCompiler(project: Project, { unchecked }: JudgedSnippets): Diagnostic[] {
  if (unchecked.length === 0) return []
  const count = unchecked.length === 1 ? '1 code block is' : `${unchecked.length} code blocks are`
  return [
    {
      code: 'no-compiler',
      severity: 'warning',
      message: `${count} parsed, but not type-checked: ${whyNoCompiler(project)}.`,
      hint: `Run \`${installCompiler}\`, or set \`blocks: false\`.`,
    },
  ]
}
