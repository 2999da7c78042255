import { describe, expect, it } from 'vitest'
import { tanglePages } from '../../../tangle/resolve/tangle-pages.ts'

const block = (attributes: string, ...lines: string[]) => [`\`\`\`ts {${attributes}}`, ...lines, '```', ''].join('\n')
const page = (path: string, ...blocks: string[]) => ({ path, text: blocks.join('\n') })

const a = page('a.md', block('#imports', "console.log('a')"), block('file=a.ts', '<<imports>>'))
const b = page('b.md', block('#imports', "console.log('b')"), block('file=b.ts', '<<imports>>'))
const shared = page('shared.md', '---\ntangle:\n  namespace: global\n---\n', block('#setup', 'setup()'))
const named = page('named.md', '---\ntangle:\n  namespace: q::r\n---\n', block('#x', 'x()'))

function textsOf({ targets }: ReturnType<typeof tanglePages>): Record<string, string> {
  return Object.fromEntries(targets.map(({ path, text }) => [path, text]))
}

describe('names', () => {
  it('are those of all pages, in the order of their paths, unless something else is said (vector 8)', () => {
    const both = "console.log('a')\nconsole.log('b')\n"
    expect(textsOf(tanglePages([b, a]))).toEqual({ 'a.ts': both, 'b.ts': both })
  })

  it('belong to their page where they are private (vector 8)', () => {
    const texts = textsOf(tanglePages([a, b], { namespaces: 'private' }))
    expect(texts).toEqual({ 'a.ts': "console.log('a')\n", 'b.ts': "console.log('b')\n" })
  })

  it('of another page are reached by its path, or by the name that it gives itself (vector 9)', () => {
    const c = page('c.md', block('file=c.ts', '<<a.md::imports>>', '<<q::r::x>>'))
    const { targets, diagnostics } = tanglePages([a, c, named], { namespaces: 'private' })
    expect(diagnostics).toEqual([])
    expect(targets.find(({ path }) => path === 'c.ts')?.text).toBe("console.log('a')\nx()\n")
  })

  it('with `::` are absolute, and never looked up inside the own namespace (vector 9)', () => {
    const p = page(
      'p.md',
      '---\ntangle: { namespace: p }\n---\n',
      block('#q', 'q()'),
      block('file=p.ts', '<<q>>', '<<q::x>>'),
    )
    const { diagnostics } = tanglePages([p], { namespaces: 'private' })
    expect(diagnostics).toMatchObject([{ code: 'undefined-name', message: 'Block <<q::x>> is not defined.' }])
  })

  it('that a page lacks come from the shared ones only if that is asked for', () => {
    const c = page('c.md', block('file=c.ts', '<<setup>>'))
    expect(tanglePages([c, shared], { namespaces: 'private' }).diagnostics).toMatchObject([{ code: 'undefined-name' }])
    const { targets, diagnostics } = tanglePages([c, shared], { namespaces: 'private-then-global' })
    expect(diagnostics).toEqual([])
    expect(targets[0]?.text).toBe('setup()\n')
  })

  it('that are right, but in another place, are suggested with the place', () => {
    const c = page('c.md', block('file=c.ts', '<<imports>>'))
    const { diagnostics } = tanglePages([a, c], { namespaces: 'private' })
    expect(diagnostics).toMatchObject([{ code: 'undefined-name', hint: 'Did you mean <<a.md::imports>>?' }])
  })

  it('that go round in a circle across pages are reported with all members', () => {
    const c = page('c.md', block('#one', '<<d.md::two>>'), block('file=c.ts', '<<one>>'))
    const d = page('d.md', block('#two', '<<c.md::one>>'))
    const { diagnostics } = tanglePages([c, d], { namespaces: 'private' })
    expect(diagnostics).toMatchObject([
      { code: 'reference-cycle', message: 'The references go round in a circle: c.md::one -> d.md::two -> c.md::one.' },
    ])
  })
})
