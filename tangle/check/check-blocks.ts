import type { Diagnostic } from '../model/diagnostic.ts'
import type { Project } from '../project/project.ts'
import { blocksConfig } from '../snippets/snippet-settings.ts'
import { type JudgedSnippets, judgeSnippets } from './snippets/check-snippets.ts'
import { reportSnippets, type SnippetReport } from './snippets/snippet-report.ts'
import { findCompiler, installCompiler } from './types/find-compiler.ts'

/**
 * Checks the code blocks that nobody has named: each as far as it can be known (plain blocks).
 *
 * @throws ConfigError if a tsconfig, a prelude, or the compiler cannot be used.
 */
export async function checkBlocks(project: Project): Promise<SnippetReport> {
  if (blocksConfig(project.config) === undefined) return { diagnostics: [], blocks: [] }
  const compiler = project.config.types === false ? undefined : findCompiler(project.root)
  const judged = await judgeSnippets(project, compiler)
  const report = reportSnippets(project, judged)
  const warning = compiler === undefined && project.config.types !== false ? missingCompiler(judged) : []
  return { ...report, diagnostics: [...report.diagnostics, ...warning] }
}

function missingCompiler({ unchecked }: JudgedSnippets): Diagnostic[] {
  if (unchecked === 0) return []
  const count = unchecked === 1 ? '1 code block is' : `${unchecked} code blocks are`
  return [
    {
      code: 'no-compiler',
      severity: 'warning',
      message: `${count} parsed, but not type-checked: this project has no TypeScript.`,
      hint: `Run \`${installCompiler}\`, or set \`blocks: false\`.`,
    },
  ]
}
