import { expect, test } from 'vitest'
import { findUnknowns } from '../../../../tangle/check/snippets/find-unknowns.ts'
import type { CompilerError } from '../../../../tangle/check/types/compiler.ts'
import { parsePage } from '../../../../tangle/parse/parse-page.ts'
import { readSnippets } from '../../../../tangle/snippets/read-snippets.ts'
import { createTarget } from '../../../../tangle/snippets/virtual-target.ts'

const facts = {
  disputed: new Map<string, string>(),
  isUntyped: () => false,
  omitsParameterTypes: false,
  classMembers: () => new Set<string>(),
  importedNames: new Set<string>(),
  addedMembers: () => new Set<string>(),
  shownArguments: () => new Map(),
  textOf: () => '',
  untyped: new Set<string>(),
  missingPeer: () => undefined,
}

/** What is unknown of a snippet, where the compiler says something at one of its words. */
function unknownIn(code: string, word: string, error: Pick<CompilerError, 'code' | 'text'>) {
  const page = parsePage({ path: 'a.md', text: `\`\`\`tsx\n${code}\n\`\`\`\n` })
  const [snippet] = readSnippets(page, () => true).snippets
  if (!snippet) throw new Error('The code is readable.')
  const target = createTarget(snippet, [], { imports: [], guessed: [], doubtful: [], unknown: [] })
  const start = target.text.indexOf(word)
  const { unknown, missingModules, others } = findUnknowns(
    target,
    [{ ...error, path: target.path, start, length: word.length, related: [] }],
    facts,
  )
  return { unknown, missingModules, others: others.map(({ code: number }) => number) }
}

test.each([
  ['a name', 'a', { code: 2304, text: "Cannot find name 'a'." }, { unknown: ['a'], missingModules: [], others: [] }],
  [
    'a function that old tsconfigs make of elements is none of the page',
    'div',
    { code: 2686, text: "'React' refers to a UMD global, but the current file is a module." },
    { unknown: [], missingModules: [], others: [] },
  ],
  [
    'a module',
    'b',
    { code: 2307, text: "Cannot find module 'b' or its corresponding type declarations." },
    { unknown: [], missingModules: ['b'], others: [] },
  ],
  [
    'a file of the example',
    'b',
    { code: 2307, text: "Cannot find module './b' or its corresponding type declarations." },
    { unknown: [], missingModules: [], others: [] },
  ],
  [
    'what stands for something of the reader',
    'myAction',
    { code: 2305, text: "Module '\"b\"' has no exported member 'myAction'." },
    { unknown: ['myAction'], missingModules: [], others: [] },
  ],
  ['anything else', 'div', { code: 2322, text: 'Type …' }, { unknown: [], missingModules: [], others: [2322] }],
])('%s', (_, word, error, expected) => {
  expect(unknownIn("import { myAction } from 'b'\na(<div />, myAction)", word, error)).toEqual(expected)
})
