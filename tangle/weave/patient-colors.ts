import type { MarkdownOptions } from 'vitepress'

type CodeTransformer = NonNullable<MarkdownOptions['codeTransformers']>[number]

/** Milliseconds for one line. */
const limit = 20_000

/**
 * The highlighter gives up a line after half a second, which a busy machine needs for the first line of a large grammar:
 * the rest of the block then has the wrong colors, and only in that build.
 */
export const patientColors: CodeTransformer = {
  name: 'tangle:patient-colors',
  preprocess(_, options) {
    options.tokenizeTimeLimit ??= limit
  },
}
