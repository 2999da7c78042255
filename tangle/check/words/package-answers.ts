import { createHash } from 'node:crypto'
import type { Project } from '../../project/project.ts'
import { filesKey } from '../../state/files-key.ts'
import { StateFolder } from '../../state/state-folder.ts'
import { NodeFileSystem } from '../../write/node-file-system.ts'
import { dropPackageWords } from './package-words.ts'

/** To be raised when words of packages are read by other rules. */
const format = 1

/** A few: somebody who writes asks about other words now and then. */
const keptAnswers = 8

interface KeptAnswer {
  readonly key: string
  /** What the answer rests on. */
  readonly files: readonly string[]
  /** The words that no package has. */
  readonly left: readonly string[]
}

/**
 * {@link dropPackageWords}, remembered until packages change or other words are asked for: declarations of several
 * megabytes are read for it.
 */
export function dropKnownPackageWords(
  { root, fileSystem }: Pick<Project, 'root' | 'fileSystem'>,
  names: readonly string[],
  unknown: Set<string>,
): void {
  // A project in memory leaves nothing behind.
  const state = fileSystem instanceof NodeFileSystem ? new StateFolder(root) : undefined
  const question = JSON.stringify([[...names].sort(), [...unknown].sort()])
  const name = `packages/${createHash('sha256').update(question).digest('hex').slice(0, 32)}.json`
  const kept = parse(state?.read(name)?.text)
  if (kept && kept.key === filesKey(root, kept.files, format)) {
    const left = new Set(kept.left)
    for (const word of unknown) if (!left.has(word)) unknown.delete(word)
    state?.markAsUsed(name)
    return
  }
  const files = dropPackageWords(root, names, unknown)
  const key = state && filesKey(root, files, format)
  if (!state || key === undefined) return
  const answer: KeptAnswer = { key, files, left: [...unknown] }
  state.keep(name, JSON.stringify(answer))
  for (const old of state.list('packages').slice(keptAnswers)) state.forget(old.name)
}

/** It is signed, so that nobody else has written it. */
function parse(text: string | undefined): KeptAnswer | undefined {
  return text === undefined ? undefined : JSON.parse(text)
}
