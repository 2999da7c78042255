import type { Block } from '../../model/block.ts'
import { canonicalLanguage } from '../../model/language.ts'
import { isTerminalBlock } from '../../parse/terminal-block.ts'
import type { Project } from '../../project/project.ts'
import { isDataLanguage, shownFile } from '../data/shown-file.ts'

/**
 * What keeps a block true: a program that contains it, a file that it is an excerpt of, a run that is compared with it,
 * the commands in it that are run, the file that its data are for; or the page says why nothing does.
 */
export type BlockProof = 'program' | 'excerpt' | 'expectation' | 'commands' | 'data' | 'skipped'

/** What keeps a block true, or `undefined` if nothing does. */
export function proofOf(
  block: Block,
  { config, tangled }: Pick<Project, 'config' | 'tangled'>,
): BlockProof | undefined {
  const { attributes } = block
  if (attributes.get('check')?.value === 'skip') return 'skipped'
  if (attributes.has('output') || attributes.has('transcript')) return 'expectation'
  if (attributes.has('excerpt')) return 'excerpt'
  if (tangled.used.has(block)) return 'program'
  if (config.commands !== undefined && isTerminalBlock(block)) return 'commands'
  if (isNamedData(block, tangled.pages)) return 'data'
  return undefined
}

function isNamedData(block: Block, pages: Project['tangled']['pages']): boolean {
  if (!isDataLanguage(block)) return false
  const page = pages.find(({ path }) => path === block.page)
  return page !== undefined && shownFile(block, page) !== undefined
}

/** Text and data have no code in them that could run. */
export function hasCode(block: Block): boolean {
  return !isDataLanguage(block) && !/^(?:text|txt|plain|plaintext|output)$/.test(block.language ?? '')
}

/** Whether a block is in one of the languages of which the project wants every block proven. */
export function isExecutable({ language }: Block, { executable = [] }: Project['config']): boolean {
  if (language === undefined) return false
  const word = canonicalLanguage(language)
  return executable.some((other) => canonicalLanguage(other) === word)
}
