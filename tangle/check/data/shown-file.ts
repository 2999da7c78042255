import type { Block } from '../../model/block.ts'
import type { Page } from '../../model/page.ts'

const dataFile = /(?:^|[\s"'`[(/])((?:[\w@.-]+\/)*[\w@.-]+\.(?:jsonc?|json5|ya?ml|toml))(?=$|[\s"'`\])},])/

/** Whether a block is in a language of data. */
export function isDataLanguage({ language }: Pick<Block, 'language'>): boolean {
  return /^(?:json|jsonc|json5|ya?ml|toml)$/i.test(language ?? '')
}

/**
 * The file that a block of data says it is for: with `file=`, in its info string, as a title or a label, or in a comment
 * in its first line.
 */
export function shownFile(block: Block, { lines }: Page): string | undefined {
  if (!isDataLanguage(block)) return undefined
  if (block.target !== undefined) return block.target
  const info = lines[block.fence.start.line] ?? ''
  const [, named] = dataFile.exec(info.replace(/^\W*\w+/, '')) ?? []
  if (named !== undefined) return named
  const [first = ''] = (block.content ?? '').split('\n')
  return /^\s*(?:\/\/|#)/.test(first) ? dataFile.exec(first.replace(/^\s*(?:\/\/|#)/, ''))?.[1] : undefined
}
