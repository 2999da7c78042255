import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { describe, expect, it } from 'vitest'
import { tanglePages } from '../../../tangle/project/tangle-pages.ts'
import { toSourceMap } from '../../../tangle/write/source-map.ts'

const page = `# Page

\`\`\`ts {file=x.ts}
<<first>>
  <<second>>
\`\`\`

- \`\`\`ts {#first}
  import { b } from 'm'
  const one = b(1)
  \`\`\`

> \`\`\`ts {#second}
> import { a } from 'm'
>
> throw a(two)
> \`\`\`
`

const tangled = tanglePages([{ path: 'docs/a.md', text: page }])
const [target] = tangled.targets
const lines = page.split('\n')

function traced(word: string, sourceOf?: (page: string) => string) {
  if (!target) throw new Error('The page has a target.')
  const map = new TraceMap(toSourceMap(target, tangled.pages, sourceOf))
  const line = target.lines.findIndex(({ text }) => text.includes(word))
  const column = target.lines[line]?.text.indexOf(word) ?? -1
  return originalPositionFor(map, { line: line + 1, column })
}

describe('the source map of a target', () => {
  it('is made of a target with its imports on top', () => {
    expect(target?.text).toBe("import { b, a } from 'm'\n\nconst one = b(1)\n\n  throw a(two)\n")
  })

  it.each(['b, a', 'a }', 'one', 'b(1', '1)', 'throw', 'a(two', 'two'])(
    'leads from `%s` to the very column of the page',
    (word) => {
      const { source, line, column } = traced(word)
      const token = /^\w+/.exec(word)?.[0] ?? ''
      expect(source).toBe('docs/a.md')
      expect(lines[(line ?? 0) - 1]?.slice(column ?? 0)).toMatch(new RegExp(`^${token}\\b`))
    },
  )

  it('names pages as the one who runs it wants, and carries their text', () => {
    expect(traced('throw', (path) => `../${path}`).source).toBe('../docs/a.md')
    const map = target && toSourceMap(target, tangled.pages)
    expect(map?.sourcesContent).toEqual([page])
  })
})
