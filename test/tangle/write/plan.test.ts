import { describe, expect, it } from 'vitest'
import { tanglePages } from '../../../tangle/resolve/tangle-pages.ts'
import { applyPlan } from '../../../tangle/write/apply.ts'
import { hashText, journalPath, ledgerPath, parseLedger } from '../../../tangle/write/ledger.ts'
import { MemoryFileSystem } from '../../../tangle/write/memory-file-system.ts'
import { isLedgerStale, planWrites } from '../../../tangle/write/plan.ts'

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

  it('knows its own work by either side of a ledger with a merge conflict, and writes the ledger anew', async () => {
    const [ours, theirs] = [new MemoryFileSystem(), new MemoryFileSystem()]
    await tangle(ours, page('ours'))
    await tangle(theirs, page('theirs'))
    const lines = [ours, theirs].map((files) => files.files.get(ledgerPath)?.split('\n')[1])
    for (const side of [ours, theirs]) {
      side.files.set(ledgerPath, ['<<<<<<<', lines[0], '=======', lines[1], '>>>>>>>', ''].join('\n'))
      expect(await kinds(side)).toEqual(['update out/x.txt'])
      await tangle(side)
      expect(side.files.get(ledgerPath)?.split('\n')).toHaveLength(3)
    }
  })

  it('finds a ledger with other line ends up to date', async () => {
    const files = new MemoryFileSystem()
    await tangle(files)
    files.files.set(ledgerPath, (files.files.get(ledgerPath) ?? '').replaceAll('\n', '\r\n'))
    expect(isLedgerStale(await plan(files))).toBe(false)
  })

  it('obeys no ledger and no journal that leads elsewhere', async () => {
    const secret = { '../secret.txt': 'x\n', '.git/config': 'x\n', 'tangle.config.json': 'x\n' }
    const files = new MemoryFileSystem(secret)
    const hash = await hashText('x\n')
    const text = Object.keys(secret)
      .map((path) => `${hash}  ${path}\n`)
      .join('')
    files.files.set(ledgerPath, text)
    files.files.set(journalPath, text)
    await tangle(files, [])
    for (const [path, content] of Object.entries(secret)) expect(files.files.get(path)).toBe(content)
  })

  it('plans some targets, and leaves all other files and their lines of the ledger', async () => {
    const both = (version: string) => [...page(version), { path: 'b.md', text: '```{.txt file=out/b.txt}\nb\n```\n' }]
    const files = new MemoryFileSystem()
    await tangle(files, both('old'))
    const before = files.files.get(ledgerPath)
    const only = await planWrites(tanglePages(page('new')).targets, files, ['out'], { only: new Set(['out/none.txt']) })
    expect(only.actions).toEqual([])
    await applyPlan(only, files)
    expect(files.files.get(ledgerPath)).toBe(before)
    expect(files.files.get('out/b.txt')).toBe('b\n')
  })
})
