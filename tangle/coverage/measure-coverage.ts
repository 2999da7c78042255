import { checkedTargets } from '../check/types/check-types.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { sortDiagnostics } from '../model/sort-diagnostics.ts'
import type { Project } from '../project/project.ts'
import { collectCommands } from '../run/commands/collect-commands.ts'
import { collectExamples, type Example } from '../run/example/example.ts'
import { withMissingPrograms } from '../run/example/find-programs.ts'
import { blockOf } from '../run/failure/diagnose-failure.ts'
import { type BlockCoverage, coverBlocks } from './block-coverage.ts'
import { checkExportedNames } from './check-exported-names.ts'
import { type ExportedName, findExportedNames } from './exported-names.ts'
import { measureTargets } from './measured-target.ts'
import { runWithCoverage } from './run-with-coverage.ts'

/** What of the pages of a project has been proven. */
export interface Coverage {
  /** In the order of pages and of blocks in a page. */
  readonly blocks: readonly BlockCoverage[]
  readonly commands: CommandCount
  /** Sorted by name; empty if the configuration names no entry points. */
  readonly names: readonly ExportedName[]
  /** Failed examples, blocks that did not run, and names that no page shows. */
  readonly diagnostics: readonly Diagnostic[]
}

/** The terminal blocks of all pages; `tangle run` is their proof. */
export interface CommandCount {
  readonly blocks: number
  readonly commands: number
  /** Commands that the configuration excepts from being run. */
  readonly excepted: number
}

/** Runs all examples, and finds out which blocks were type-checked, which ran, and which exported names pages show. */
export async function measureCoverage(project: Project): Promise<Coverage> {
  const examples = await withMissingPrograms(project, collectExamples(project).examples)
  const targets = await measureTargets(project, examples)
  const { results, ran, damaged } = await runWithCoverage(project, examples)
  const blocks = coverBlocks(project, targets, new Set(checkedTargets(project)), ran)
  const names = findExportedNames(project)
  const diagnostics = sortDiagnostics([
    ...results.flatMap((result) => result.diagnostics),
    ...damaged.flatMap((name) => incomplete(examples, name)),
    ...blocks.flatMap(notExecuted),
    ...checkExportedNames(names, project.config.coverage?.unshown ?? []),
  ])
  return { blocks, commands: countCommands(project), names, diagnostics }
}

function incomplete(examples: readonly Example[], name: string): Diagnostic[] {
  const example = examples.find((one) => one.name === name)
  if (!example) return []
  return [
    {
      code: 'incomplete-coverage',
      severity: 'warning',
      message: `Some lines of ${name} that ran are not known: a process of it was ended while it wrote them down.`,
      location: blockOf(example),
    },
  ]
}

function notExecuted({ block, proof, executed }: BlockCoverage): Diagnostic[] {
  // What nothing proves has been reported without running anything.
  if (executed !== false || proof === undefined) return []
  return [
    {
      code: 'not-executed',
      severity: 'error',
      message: 'No line of this block ran in any example.',
      location: block.fence,
      hint: 'Let a program reach it, or say `check=skip reason="…"` on the block with `file=` if it cannot be run.',
    },
  ]
}

function countCommands(project: Project): CommandCount {
  const { pages } = collectCommands(project)
  const blocks = pages.flatMap((page) => page.blocks)
  return {
    blocks: blocks.length,
    commands: blocks.reduce((sum, block) => sum + block.commands.length, 0),
    excepted: pages.reduce((sum, page) => sum + page.excepted.length, 0),
  }
}
