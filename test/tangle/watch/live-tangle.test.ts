import { describe, expect, it } from 'vitest'
import type { Page } from '../../../tangle/model/page.ts'
import { parsePage } from '../../../tangle/parse/parse-page.ts'
import type { NamespaceMode } from '../../../tangle/resolve/block-index.ts'
import { tanglePages } from '../../../tangle/resolve/tangle-pages.ts'
import type { Tangled } from '../../../tangle/resolve/tangled.ts'
import { LiveTangle } from '../../../tangle/watch/live-tangle.ts'

const paths = ['a.md', 'b.md', 'c.md', 'deep/d.md']
const names = ['one', 'two', 'three', 'a.md::one', 'deep/d.md::two', 'x.ts', 'space::one']
const files = ['x.ts', 'y.txt', 'Y.txt', 'deep/z.sh', '../out']

/** Targets and findings, in an order that does not depend on how they were found. */
function contentOf({ targets, diagnostics }: Tangled): unknown {
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  return {
    targets: targets.map(({ path, text, mode }) => `${path} ${mode} ${text}`).sort(byText),
    // Which member of a circle is named first depends on where the search begins.
    diagnostics: diagnostics
      .filter(({ code }) => code !== 'reference-cycle' && code !== 'case-collision')
      // Of several names that are as near, and of several ways that lead somewhere, any may be named.
      .map(({ hint, related, ...one }) => JSON.stringify(one))
      .sort(byText),
    hasCycle: diagnostics.some(({ code }) => code === 'reference-cycle'),
    hasCollision: diagnostics.some(({ code }) => code === 'case-collision'),
  }
}

function randomPage(pick: <T>(list: readonly T[]) => T): string {
  const blocks = Array.from({ length: pick([0, 1, 2, 3]) }, () => {
    const name = pick(names.slice(0, 3))
    const head = pick([`{#${name}}`, `{#${name}}`, `{file=${pick(files)}}`, `{#${name} file=${pick(files)}}`, '', '{#'])
    const lines = [
      ...[`<<${pick(names)}>>`, `  <<${pick(names)}>>`, `see <<${pick(names)}>> there`, 'text', '', '\\<<one>>'],
      "import { a } from 'a'",
    ]
    return `\`\`\`ts ${head}\n${pick(lines)}\n${pick(lines)}\n\`\`\``
  })
  const front = pick([
    '',
    '',
    '',
    '---\ntangle: { namespace: space }\n---\n',
    '---\ntangle: { namespace: global }\n---\n',
  ])
  return `${front}${blocks.join('\n\n')}\n`
}

describe('a graph of pages in memory', () => {
  it.each<NamespaceMode>(['global', 'private', 'private-then-global'])(
    'says after any edits what a fresh run says, with names that are %s',
    (namespaces) => {
      let state = 11
      const pick = <T>(list: readonly T[]): T => {
        state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
        return list[(state >>> 8) % list.length] as T // the lists are not empty
      }
      const live = new LiveTangle({ namespaces })
      const texts = new Map<string, string>()
      for (let edit = 0; edit < 600; edit++) {
        const changed = new Map<string, Page | undefined>()
        for (const path of pick([1, 1, 2]) === 1 ? [pick(paths)] : [pick(paths), pick(paths)]) {
          const text = pick([true, true, true, false]) ? randomPage(pick) : undefined
          if (text === undefined) texts.delete(path)
          else texts.set(path, text)
          changed.set(path, text === undefined ? undefined : parsePage({ path, text }))
        }
        live.update(changed)
        const sources = [...texts].map(([path, text]) => ({ path, text }))
        expect(contentOf(live.tangled), `edit ${edit}`).toEqual(contentOf(tanglePages(sources, { namespaces })))
      }
    },
  )

  it('says again what is missing by a name in a namespace, and where a mistake has moved to', () => {
    const space = '---\ntangle: { namespace: space }\n---\n\n'
    const twoNames = '```ts {#b file=b.ts}\n```\n\n```ts {#c file=b.ts}\n```\n'
    const live = new LiveTangle()
    const texts = new Map<string, string>()
    const put = (path: string, text: string) => {
      texts.set(path, text)
      live.update(new Map([[path, parsePage({ path, text })]]))
      expect(contentOf(live.tangled)).toEqual(
        contentOf(tanglePages([...texts].map(([path, text]) => ({ path, text })))),
      )
    }
    put('a.md', `${space}\`\`\`ts {file=a.ts}\n<<a>>\n\`\`\`\n`)
    put('b.md', '```ts {#space::a}\n1\n```\n')
    put('c.md', twoNames)
    put('b.md', '')
    put('c.md', `A line more.\n\n${twoNames}`)
  })

  it('looks only at what an edit touches', () => {
    const live = new LiveTangle()
    const page = (path: string, text: string) => [path, parsePage({ path, text })] as const
    live.update(
      new Map([
        page('a.md', '```ts {#a}\n1\n```\n```ts {file=a.ts}\n<<a>>\n```\n'),
        page('b.md', '```ts {file=b.ts}\n<<a>>\n```\n'),
        page('c.md', '```ts {file=c.ts}\n3\n```\n'),
      ]),
    )
    const before = live.target('c.ts')
    const update = live.update(
      new Map([page('a.md', 'A line more.\n\n```ts {#a}\n2\n```\n```ts {file=a.ts}\n<<a>>\n```\n')]),
    )
    expect(update).toEqual({ changed: new Set(['a.ts', 'b.ts']), isOtherSet: false })
    expect(live.target('c.ts')).toBe(before)
  })
})
