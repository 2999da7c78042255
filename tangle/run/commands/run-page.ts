import { delimiter, join, sep } from 'node:path'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { TerminalCommand } from '../../parse/terminal-block.ts'
import type { Project } from '../../project/project.ts'
import { toLines } from '../compare/compare-expectation.ts'
import { runEnvironment } from '../sandbox/environment.ts'
import { startRefusingProxy } from '../sandbox/refusing-proxy.ts'
import { unreachable } from '../sandbox/unreachable.ts'
import type { CommandBlock, CommandPage } from './collect-commands.ts'
import { compareCommand, diagnoseCommand } from './compare-command.ts'
import { copyProject, type ProjectCopy } from './project-copy.ts'
import { type CommandExecution, runInShell } from './shell.ts'

/** The output of a command, where its page could show it. */
export interface CommandOutput {
  /** The command, with its place in the page. */
  readonly command: TerminalCommand
  /** Lines as a reader of the page would see them, without blank ones at the end. */
  readonly lines: readonly string[]
  /** Why that is not what the page says. */
  readonly finding: Diagnostic | undefined
}

/** The outcome of the terminal blocks of one page. */
export interface CommandPageResult {
  /** The page that was run. */
  readonly page: CommandPage
  /** How many commands the page shows and the configuration does not except. */
  readonly total: number
  /** How many of them did what the page says. */
  readonly held: number
  /** Those that ended as they should, whatever they printed. */
  readonly outputs: readonly CommandOutput[]
  /** Why the page failed; empty if everything held. */
  readonly diagnostics: readonly Diagnostic[]
  /** Milliseconds. */
  readonly duration: number
  /** An attempt to reach the network may have been one of another page, which ran at the same time. */
  readonly isNetworkShared?: boolean
}

/** Set for every command, so that `tangle run` on a page does not run the page again, and so on for ever. */
export const insideCommand = 'TANGLE_IN_COMMAND'

/** Runs the terminal blocks of a page, one after the other, in a copy of the project of its own. */
export async function runCommandPage(
  project: Project,
  page: CommandPage,
  files: readonly string[],
): Promise<CommandPageResult> {
  const started = performance.now()
  const total = page.blocks.reduce((sum, { commands }) => sum + commands.length, 0)
  if (total === 0) return { page, total, held: 0, outputs: [], diagnostics: [], duration: 0 }
  const copy = await copyProject(project, files)
  try {
    const results: Awaited<ReturnType<typeof runBlock>>[] = []
    for (const block of page.blocks) results.push(await runBlock(project, block, copy))
    return {
      page,
      total,
      held: results.reduce((sum, { held }) => sum + held, 0),
      outputs: results.flatMap(({ outputs }) => outputs),
      diagnostics: results.flatMap(({ diagnostics }) => diagnostics),
      duration: performance.now() - started,
      ...(results.some(({ isNetworkShared }) => isNetworkShared) && { isNetworkShared: true }),
    }
  } finally {
    await copy.remove()
  }
}

async function runBlock(project: Project, block: CommandBlock, copy: ProjectCopy) {
  const { commands, timeout } = block
  const outputs: CommandOutput[] = []
  const diagnostics: Diagnostic[] = []
  if (commands.length === 0) return { held: 0, outputs, diagnostics, isNetworkShared: false }
  const proxy = await startRefusingProxy()
  const [executions, refused] = await unreachable
    .during(() =>
      runInShell(
        commands.map(({ text }) => text),
        { cwd: copy.root, env: environmentOf(project, copy, proxy.url), marker: copy.networkLog, timeout },
      ),
    )
    .finally(() => proxy.close())
  // Which of the commands it was is known of a block with one.
  const [first] = commands
  const addresses = [...proxy.addresses, ...refused.addresses]
  for (const address of addresses) if (first) diagnostics.push(reachedDiagnostic(first, commands.length, address))
  let held = 0
  for (const [index, execution] of executions.entries()) {
    const command = commands[index]
    if (!command) continue
    const isLast = index === commands.length - 1
    const lines = toShownLines(execution, project, copy)
    const failure = diagnoseCommand(
      { command, isLast, expected: isLast ? block.exitCode : 0 },
      execution,
      lines,
      timeout,
    )
    const finding = failure ?? compareCommand(command, lines, project.config.examples?.placeholders)
    if (finding) diagnostics.push(failure ? { ...failure, ...skippedAfter(commands.slice(index + 1)) } : finding)
    else held++
    if (!failure) outputs.push({ command, lines, finding })
  }
  // Whichever it was, it did not hold.
  if (addresses.length > 0 && held === commands.length) held--
  return { held, outputs, diagnostics, isNetworkShared: refused.isShared }
}

function reachedDiagnostic({ text, location }: TerminalCommand, count: number, address: string): Diagnostic {
  const what = count === 1 ? `\`${text.split('\n')[0]}\`` : 'A command of this block'
  return {
    code: 'network-access',
    severity: 'error',
    message: `${what} tried to reach ${address}.`,
    location,
    hint: 'Commands run without a network. `commands.except` names those that are not run.',
  }
}

/** The commands of a block that were not run, since the one before them failed. */
function skippedAfter(commands: readonly TerminalCommand[]): Pick<Diagnostic, 'related'> {
  if (commands.length === 0) return {}
  return { related: commands.map(({ location }) => ({ message: 'not run after that', location })) }
}

/** What every run has ({@link runEnvironment}); packages are those of the project, and none is fetched. */
function environmentOf({ root }: Project, copy: ProjectCopy, proxy: string): Record<string, string> {
  const own = root + sep
  // The commands of the project itself come from the copy.
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !`${folder}${sep}`.startsWith(own))
  return runEnvironment(copy, proxy, {
    PATH: [join(copy.root, 'node_modules', '.bin'), ...path].join(delimiter),
    npm_config_update_notifier: 'false',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
    npm_config_offline: 'true',
    [insideCommand]: '1',
  })
}

/**
 * Paths are shown as from the root of the project: `a.txt` for a file in it, `.` for itself, and `~` for the home folder.
 * Blank lines at the end are left out, as on the page.
 */
function toShownLines({ output }: CommandExecution, { root }: Project, copy: ProjectCopy): string[] {
  const text = [copy.root, root]
    .reduce(
      (shown, path) => shown.replaceAll(`file://${path}/`, '').replaceAll(`${path}/`, '').replaceAll(path, '.'),
      output,
    )
    .replaceAll(copy.home, '~')
  const lines = toLines(text)
  return lines.slice(0, lines.findLastIndex((line) => line.trim() !== '') + 1)
}
