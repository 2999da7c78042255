import type { Block } from '../../model/block.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { isTerminalBlock, readCommands, type TerminalCommand } from '../../parse/terminal-block.ts'
import type { Project } from '../../project/project.ts'
import { checkPlaceholders } from '../compare/placeholders.ts'
import { readExitCode, readTimeout } from '../example/run-attributes.ts'

/** A terminal block, and how it is run. */
export interface CommandBlock {
  /** The block of the page. */
  readonly block: Block
  /** Those that are run, in order. */
  readonly commands: readonly TerminalCommand[]
  /** The exit status of the last command; every other one must end with 0. */
  readonly exitCode: number
  /** Milliseconds for each command. */
  readonly timeout: number
}

/** The terminal blocks of a page: one session, hidden blocks included. */
export interface CommandPage {
  /** Relative to the project root. */
  readonly page: string
  /** Its terminal blocks in order; a command may go on from those above. */
  readonly blocks: readonly CommandBlock[]
  /** The commands that the configuration excepts, in order. */
  readonly excepted: readonly TerminalCommand[]
}

/** The terminal blocks of a project. */
export interface Commands {
  /** The pages that have any command, in the order of the project. */
  readonly pages: readonly CommandPage[]
  /** Attributes and placeholders of these blocks that cannot be used. */
  readonly diagnostics: readonly Diagnostic[]
}

const defaultTimeout = 60_000

/** Finds the commands that the pages of a project show. Without `commands` in the configuration there are none. */
export function collectCommands(project: Project): Commands {
  const { config, tangled } = project
  if (!config.commands) return { pages: [], diagnostics: [] }
  const { except = [], timeout = defaultTimeout } = config.commands
  const diagnostics: Diagnostic[] = []
  const pages = tangled.pages.flatMap((page) => {
    const excepted: TerminalCommand[] = []
    const blocks = page.blocks.filter(isTerminalBlock).map((block): CommandBlock => {
      const all = readCommands(block)
      const lines = all.flatMap(({ output }) => output)
      diagnostics.push(...checkPlaceholders({ ...block, lines }, config.examples?.placeholders ?? {}))
      excepted.push(...all.filter((command) => isExcepted(command, except)))
      return {
        block,
        commands: all.filter((command) => !isExcepted(command, except)),
        exitCode: readExitCode(block.attributes.get('exit'), diagnostics),
        timeout: readTimeout(block.attributes.get('timeout'), diagnostics) ?? timeout,
      }
    })
    return blocks.length === 0 ? [] : [{ page: page.path, blocks, excepted }]
  })
  return { pages, diagnostics }
}

/** Word by word: `npm ci` excepts `npm ci && npm test`, and not `npm cities`. */
function isExcepted({ text }: TerminalCommand, except: readonly string[]): boolean {
  const words = text.replaceAll('\\\n', ' ').trim().split(/\s+/)
  return except.some((beginning) =>
    beginning
      .trim()
      .split(/\s+/)
      .every((word, index) => word === words[index]?.replace(/[;&|]+$/, '')),
  )
}
