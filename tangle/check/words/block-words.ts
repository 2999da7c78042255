import type { Project } from '../../project/project.ts'
import { type SourceWords, scanSource } from '../../sources/scan-source.ts'
import { isSequence } from './shown-words.ts'

/** Words of sources, and those of the blocks of all pages, except those that nobody checks. */
export function withBlockWords(sources: SourceWords, { tangled }: Project): SourceWords {
  const { words, variables, flags, types } = sources
  const found = { words: new Set(words), variables: new Set(variables), flags: new Set(flags), types: new Map(types) }
  for (const { blocks } of tangled.pages) {
    for (const { attributes, content, header, language, name, target } of blocks) {
      if (name !== undefined) found.words.add(name)
      if (attributes.get('check')?.value === 'skip' || isSequence(language, content)) continue
      const text = [...header.map((line) => line.text), content ?? ''].join('\n')
      scanSource(
        /^(?:py|python|sh|bash|shell|console|ya?ml|toml|ini)$/.test(language ?? '') ? '.sh' : (target ?? '.ts'),
        text,
        found,
      )
    }
  }
  return found
}
