import { filesKey } from '../state/files-key.ts'
import { StateFolder } from '../state/state-folder.ts'
import type { SourceFacts } from './scan-facts.ts'
import type { SourceWords } from './scan-source.ts'

/** What sources and programs of a project say. */
export interface ReadSources {
  readonly words: SourceWords
  /** None where nobody compares them. */
  readonly facts: SourceFacts
  /** The help texts of programs. */
  readonly help: ReadonlyMap<string, string>
}

/** To be raised when words are read by other rules. */
const format = 10

const entry = 'words'

/**
 * What sources say, read again only if one of the files has changed: told by size, times and number, unless one is so
 * young that these need not show a change.
 *
 * @param root absolute; the files are relative to it.
 * @param hasFacts Whether facts are read as well: what was kept without them does not do then.
 */
export async function readThroughCache(
  root: string,
  files: readonly string[],
  hasFacts: boolean,
  read: () => Promise<ReadSources>,
): Promise<ReadSources> {
  const state = new StateFolder(root)
  const key = filesKey(root, files, format)
  const kept = key === undefined ? undefined : parse(state.read(entry)?.text, key, hasFacts)
  if (kept) return kept
  const found = await read()
  if (key !== undefined) {
    const { words, variables, flags, types } = found.words
    const { statuses, choices, wrongDefaults } = found.facts
    const lists = { words: [...words], variables: [...variables], flags: [...flags], types: [...types] }
    const numbers = [...statuses].map(([word, found]) => [word, [...found]])
    const texts = [...choices].map(([name, found]) => [name, [...found]])
    const facts = { statuses: numbers, choices: texts, wrongDefaults }
    const value = { key, hasFacts, ...lists, ...facts, help: [...found.help] }
    state.keep(entry, JSON.stringify(value))
  }
  return found
}

/** It is signed, so that nobody else has written it. */
function parse(text: string | undefined, key: string, hasFacts: boolean): ReadSources | undefined {
  if (text === undefined) return undefined
  const value = JSON.parse(text)
  if (value.key !== key || (hasFacts && !value.hasFacts)) return undefined
  const words = {
    words: new Set<string>(value.words),
    variables: new Set<string>(value.variables),
    flags: new Set<string>(value.flags),
    types: new Map<string, string[]>(value.types),
  }
  const facts = {
    statuses: new Map((value.statuses as [string, number[]][]).map(([word, found]) => [word, new Set(found)])),
    choices: new Map((value.choices as [string, string[]][]).map(([name, found]) => [name, new Set(found)])),
    wrongDefaults: value.wrongDefaults,
  }
  return { words, facts, help: new Map(value.help) }
}
