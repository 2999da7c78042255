import { describe, expect, it } from 'vitest'
import { tanglePages } from '../../../tangle/resolve/tangle-pages.ts'
import { applyPlan } from '../../../tangle/write/apply.ts'
import { ledgerPath, parseLedger } from '../../../tangle/write/ledger.ts'
import { MemoryFileSystem } from '../../../tangle/write/memory-file-system.ts'
import { planWrites } from '../../../tangle/write/plan.ts'

const fence = '```'
const page = (content: string, file = 'out/x.txt') => [
  { path: 'a.md', text: `${fence}{.txt file=${file}}\n${content}\n${fence}\n` },
]

async function plan(files: MemoryFileSystem, pages = page('new')) {
  return planWrites(tanglePages(pages).targets, files, ['out'])
}

async function tangle(files: MemoryFileSystem, pages = page('new')) {
  await applyPlan(await plan(files, pages), files)
}

const kinds = async (files: MemoryFileSystem, pages = page('new')) =>
  (await plan(files, pages)).actions.map(({ kind, path }) => `${kind} ${path}`)

describe('planning writes', () => {
  it('creates a target, and then has nothing to do', async () => {
    const files = new MemoryFileSystem()
    expect(await kinds(files)).toEqual(['create out/x.txt'])
    await tangle(files)
    expect(files.files.get('out/x.txt')).toBe('new\n')
    expect(await kinds(files)).toEqual(['unchanged out/x.txt'])
  })

  it('writes a target again that was deleted, though no page changed', async () => {
    const files = new MemoryFileSystem()
    await tangle(files)
    files.files.delete('out/x.txt')
    expect(await kinds(files)).toEqual(['create out/x.txt'])
  })

  it('updates what it wrote itself', async () => {
    const files = new MemoryFileSystem()
    await tangle(files, page('old'))
    expect(await kinds(files)).toEqual(['update out/x.txt'])
  })

  it('does not overwrite a target that was edited by hand, whether or not its page changed', async () => {
    for (const content of ['old', 'new']) {
      const files = new MemoryFileSystem()
      await tangle(files, page('old'))
      files.files.set('out/x.txt', 'mine\n')
      const { actions, diagnostics } = await plan(files, page(content))
      expect(actions.map(({ kind }) => kind)).toEqual(['conflict'])
      expect(diagnostics).toMatchObject([
        { code: 'conflict', location: { file: 'a.md', start: { line: 0, column: 9 } } },
      ])
      await tangle(files, page(content))
      expect(files.files.get('out/x.txt')).toBe('mine\n')
    }
  })

  it('does not overwrite a file that it never wrote', async () => {
    const files = new MemoryFileSystem({ 'out/x.txt': 'somebody else\n' })
    expect(await kinds(files)).toEqual(['conflict out/x.txt'])
  })

  it('takes an edit that equals the page for what it is', async () => {
    const files = new MemoryFileSystem({ 'out/x.txt': 'new\n' })
    expect(await kinds(files)).toEqual(['unchanged out/x.txt'])
    await tangle(files)
    expect([...parseLedger(files.files.get(ledgerPath) ?? '').keys()]).toEqual(['out/x.txt'])
  })

  it('finds a checkout with other line ends unchanged', async () => {
    const files = new MemoryFileSystem()
    await tangle(files)
    files.files.set('out/x.txt', 'new\r\n')
    expect(await kinds(files)).toEqual(['unchanged out/x.txt'])
  })

  it('removes an orphan that nobody touched, and keeps one that somebody edited', async () => {
    const untouched = new MemoryFileSystem()
    await tangle(untouched)
    expect(await kinds(untouched, [])).toEqual(['remove out/x.txt'])
    await tangle(untouched, [])
    expect([...untouched.files.keys()]).toEqual([ledgerPath])

    const edited = new MemoryFileSystem()
    await tangle(edited)
    edited.files.set('out/x.txt', 'mine\n')
    expect(await kinds(edited, [])).toEqual(['conflict out/x.txt'])
    await tangle(edited, [])
    expect(edited.files.get('out/x.txt')).toBe('mine\n')
    // Still known, so that the next run says the same.
    expect(await kinds(edited, [])).toEqual(['conflict out/x.txt'])
  })

  it('reports a file in a folder of its own that no page writes, and never touches it', async () => {
    const files = new MemoryFileSystem({ 'out/note.txt': 'hello' })
    expect(await kinds(files)).toEqual(['create out/x.txt', 'stranger out/note.txt'])
    await tangle(files)
    expect(files.files.get('out/note.txt')).toBe('hello')
  })

  it('keeps one sorted line per target in the ledger, the same whatever came first', async () => {
    const pages = [...page('b', 'out/b.txt'), { path: 'z.md', text: '```{.txt file=out/a.txt}\na\n```\n' }]
    const [first, second] = [new MemoryFileSystem(), new MemoryFileSystem()]
    await tangle(first, pages)
    await tangle(second, [...pages].reverse())
    expect(first.files.get(ledgerPath)).toBe(second.files.get(ledgerPath))
    expect([...parseLedger(first.files.get(ledgerPath) ?? '').keys()]).toEqual(['out/a.txt', 'out/b.txt'])
  })
})
