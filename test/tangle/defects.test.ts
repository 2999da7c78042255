import { chmod, link, mkdir, readdir, rm, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatLocation } from '../../tangle/model/location.ts'
import { tanglePages } from '../../tangle/project/tangle-pages.ts'
import type { ResolveOptions } from '../../tangle/resolve/resolve-targets.ts'
import { StateFolder } from '../../tangle/state/state-folder.ts'
import { briefly, tangleFiles, textsOf } from './entangled/entangled-project.ts'
import { temporaryProject } from './temporary-project.ts'

// What is wrong with the reference, one by one, by the numbers of part III of the syntax specification. Left out is what
// concerns its `stitch`, `sync` and `watch` alone: D1 to D7 are tested in `test/tangle/stitch/`.

const fence = (attributes: string, content: string) => `\`\`\`{${attributes}}\n${content}\n\`\`\`\n`

/** Tangles pages in memory: the targets, and what is said about the pages, without the sentences. */
function tangle(pages: string | Readonly<Record<string, string>>, options?: ResolveOptions) {
  const sources = Object.entries(typeof pages === 'string' ? { 'a.md': pages } : pages)
  const { targets, diagnostics } = tanglePages(
    sources.map(([path, text]) => ({ path, text })),
    options,
  )
  return {
    texts: Object.fromEntries(targets.map(({ path, text }) => [path, text])),
    said: diagnostics.map(({ code, location }) => `${location && formatLocation(location)} ${code}`),
    diagnostics,
  }
}

const modeOf = async (path: string) => (await stat(path)).mode & 0o777

describe('output that would be wrong or missing', () => {
  it('D8: a file has the mode that is usual, and keeps the one it has', async () => {
    const project = await temporaryProject({ 'a.md': fence('.sh file=a.sh', 'true') })
    await project.tangle()
    await project.write('probe', '')
    expect(await modeOf(join(project.root, 'a.sh'))).toBe(await modeOf(join(project.root, 'probe')))
    await chmod(join(project.root, 'a.sh'), 0o750)
    await project.edit('a.md', 'true', 'false')
    expect(await project.tangle()).toMatchObject({ exitCode: 0 })
    expect(await modeOf(join(project.root, 'a.sh'))).toBe(0o750)
  })

  it('D9: a deleted target is written again, and an edited one is reported', async () => {
    const project = await temporaryProject({ 'a.md': fence('.txt file=a.txt', 'text') })
    await project.tangle()
    await rm(join(project.root, 'a.txt'))
    expect(await project.tangle('check')).toMatchObject({ exitCode: 1 })
    expect(await project.tangle()).toMatchObject({ exitCode: 0, stdout: 'created a.txt\n' })
    await project.write('a.txt', 'edited\n')
    const { exitCode, stdout } = await project.tangle()
    expect(exitCode).toBe(1)
    expect(stdout).toContain('conflict')
    expect(await project.read('a.txt')).toBe('edited\n')
  })

  it('D10: two names for one file are an error at the second', () => {
    const { said } = tangle(fence('.ts #a file=x.ts', '1') + fence('.ts #b file=x.ts', '2'))
    expect(said).toEqual(['a.md:4:12 two-names-for-one-file'])
  })

  it('D11: a page that two globs match is read once', async () => {
    const project = await temporaryProject({
      'tangle.config.json': '{ "pages": ["*.md", "**/*.md"] }',
      'a.md': fence('.txt file=a.txt', 'once'),
    })
    await project.tangle()
    expect(await project.read('a.txt')).toBe('once\n')
    const tangled = await tangleFiles({
      'entangled.toml': 'version = "2.0"\nannotation = "naked"\nwatch_list = ["*.md", "**/*.md"]\n',
      'a.md': fence('.python file=a.py', 'once'),
    })
    expect(textsOf(tangled)).toEqual({ 'a.py': 'once\n' })
  })

  it('D12: hooks take the first lines in an order that is always the same', async () => {
    const files = (hooks: string) => ({
      'entangled.toml': `version = "2.0"\nhooks = ${hooks}\n`,
      'a.md': fence('.python file=a.py', '#!/usr/bin/env python\n# SPDX-License-Identifier: MIT\nx = 1'),
    })
    const texts = await Promise.all(
      ['["shebang", "spdx_license"]', '["spdx_license", "shebang"]'].map((hooks) => tangleFiles(files(hooks))),
    )
    expect(textsOf(texts[0]!)).toEqual(textsOf(texts[1]!))
  })

  it('D13: a blank line in an indented expansion stays empty', () => {
    const { texts } = tangle(fence('.py file=a.py', 'if x:\n    <<body>>') + fence('.py #body', 'one\n\ntwo'))
    expect(texts).toEqual({ 'a.py': 'if x:\n    one\n\n    two\n' })
  })

  it.each([
    ['.ts #1x file=a.ts', { 'a.ts': 'x\n' }, []],
    ['.ts file=a=b.ts', { 'a=b.ts': 'x\n' }, []],
    ['.ts "x" file=a.ts', { 'a.ts': 'x\n' }, ['a.md:1:9 unreadable-attribute']],
    ['.ts ! file=a.ts', { 'a.ts': 'x\n' }, ['a.md:1:9 unreadable-attribute']],
  ])('D14: attributes are read or reported, never dropped: {%s}', (attributes, texts, said) => {
    expect(tangle(fence(attributes, 'x'))).toMatchObject({ texts, said })
  })

  it('D15: single quotes quote', () => {
    expect(tangle(fence(".ts file='my file.ts'", 'x')).texts).toEqual({ 'my file.ts': 'x\n' })
  })

  it.each([
    ['behind a byte order mark', `\uFEFF${fence('.ts file=a.ts', 'x')}`],
    ['in four backticks', '````{.ts file=a.ts}\nx\n````\n'],
    ['in tildes', '~~~{.ts file=a.ts}\nx\n~~~\n'],
    ['in a quote', '> ```{.ts file=a.ts}\n> x\n> ```\n'],
  ])('D16: a block %s is read', (_, page) => {
    expect(tangle(page)).toMatchObject({ texts: { 'a.ts': 'x\n' }, said: [] })
  })

  it('D17: a block that a longer fence shows is not read, and the ones behind it are', () => {
    const page = `\`\`\`\`md\n${fence('.ts file=demo.ts', 'x')}\`\`\`\`\n\n${fence('.ts file=a.ts', 'y')}`
    expect(tangle(page)).toMatchObject({ texts: { 'a.ts': 'y\n' }, said: [] })
  })

  it.each(['ts{1,3} {#a}', 'ts:line-numbers {#a}', 'ts [title.ts] {#a}', 'ts twoslash {#a}', 'ts {1,3} {#a}'])(
    'D18: what a site generator says stands beside a name: %s',
    (info) => {
      const page = `\`\`\`${info}\nx\n\`\`\`\n${fence('.ts file=a.ts', '<<a>>')}`
      expect(tangle(page)).toMatchObject({ texts: { 'a.ts': 'x\n' }, said: [] })
    },
  )

  it('D19: a block of nothing but a header has no content', () => {
    const page = `\`\`\`python\n#| file: a.py\n\`\`\`\n`
    expect(tangle(page).texts).toEqual({ 'a.py': '' })
  })

  it('D20: what looks like a reference and is none is reported', () => {
    const { texts, said } = tangle(fence('.ts file=a.ts', '<<a+b>>\n<<a b>>'))
    expect(texts).toEqual({ 'a.ts': '<<a+b>>\n<<a b>>\n' })
    expect(said).toEqual(['a.md:2:1 not-a-reference', 'a.md:3:1 not-a-reference'])
  })

  it('D21: a mode is applied though the text is the same', async () => {
    const project = await temporaryProject({ 'a.md': fence('.sh file=a.sh mode=755', 'true') })
    await project.tangle()
    await project.edit('a.md', 'mode=755', 'mode=644')
    expect(await project.tangle('check')).toMatchObject({ exitCode: 1 })
    expect(await project.tangle()).toMatchObject({ exitCode: 0 })
    expect(await modeOf(join(project.root, 'a.sh'))).toBe(0o644)
  })

  it('D22: two stars cross folders in what is ignored, too', async () => {
    const block = (name: string) => fence(`.txt file=${name}.txt`, name)
    const project = await temporaryProject({
      'tangle.config.json': '{ "ignore": ["old/**"] }',
      'a.md': block('a'),
      'old/b.md': block('b'),
      'old/very/c.md': block('c'),
    })
    expect((await project.tangle()).stdout).toBe('created a.txt\n')
  })

  it('D23: packages of other people are no pages', async () => {
    const block = (name: string) => fence(`.txt file=${name}.txt`, name)
    const project = await temporaryProject({
      'a.md': block('a'),
      'sub/node_modules/b/README.md': block('b'),
      '.venv/lib/c/README.md': block('c'),
      'venv/lib/python3.12/site-packages/d/README.md': block('d'),
    })
    expect((await project.tangle()).stdout).toBe('created a.txt\n')
  })

  it('D24: a shebang of a block that is referred to on the first line is the first line', () => {
    const page =
      fence('.ts file=a.ts', "<<head>>\nimport { b } from 'c'\nb()") + fence('.ts #head', '#!/usr/bin/env tsx')
    expect(tangle(page).texts).toEqual({ 'a.ts': "#!/usr/bin/env tsx\nimport { b } from 'c'\nb()\n" })
  })
})

describe('errors and diagnosis', () => {
  it.each([
    ['a missing reference', fence('.txt file=a.txt', '<<nothing>>'), 'a.md:2:1 error undefined-name'],
    ['a cycle', fence('.txt #a file=a.txt', '<<a>>'), 'a.md:2:1 error reference-cycle'],
    ['a block that is not closed', '```{.txt file=a.txt}\nx\n', 'a.md:1:1 error unclosed-fence'],
    ['a path outside', fence('.txt file=../a.txt', 'x'), 'path-outside-project'],
  ])('D25: the exit status tells %s', async (_, page, message) => {
    const project = await temporaryProject({ 'a.md': page })
    const { exitCode, stdout } = await project.tangle()
    expect(exitCode).toBe(1)
    expect(stdout).toContain(message)
  })

  it('D25: no language is unknown', () => {
    expect(tangle(fence('.brainfuck file=a.bf', '+'))).toMatchObject({ texts: { 'a.bf': '+\n' }, said: [] })
  })

  it('D26: all errors are reported, and with --keep-going all other targets are written', async () => {
    const project = await temporaryProject({
      'a.md': fence('.txt file=a.txt', '<<one>>\n<<two>>'),
      'b.md': fence('.txt file=b.txt', '<<three>>'),
      'c.md': fence('.txt file=c.txt', 'fine'),
    })
    const { stdout } = await project.tangle()
    for (const place of ['a.md:2:1', 'a.md:3:1', 'b.md:2:1']) expect(stdout).toContain(`${place} error undefined-name`)
    expect(stdout).not.toContain('created')
    const kept = await project.tangle('--keep-going')
    expect(kept.exitCode).toBe(1)
    expect(kept.stdout).toContain('created c.txt')
    expect(await readdir(project.root)).not.toContain('a.txt')
  })

  it('D27: an error is at its own line, with the references that led there', () => {
    const { diagnostics } = tangle(fence('.ts file=a.ts', '<<b>>') + fence('.ts #b', 'x\n  <<bb>>'))
    expect(diagnostics).toMatchObject([
      { code: 'undefined-name', location: { start: { line: 5, column: 2 } }, hint: 'Did you mean <<b>>?' },
    ])
  })

  it('D28: unused names and misspelt keys are reported', async () => {
    const project = await temporaryProject({ 'a.md': fence('.txt #alone', 'x') })
    const { exitCode, stdout } = await project.tangle('check')
    expect(exitCode).toBe(1)
    expect(stdout).toContain('a.md:1:10 error unused-block No target contains the block <<alone>>.')
    await project.write('tangle.config.json', '{ "hoistImport": true }')
    expect(await project.tangle('check')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('Did you mean `hoistImports`?'),
    })
    const entangled = await tangleFiles({ 'entangled.toml': 'version = "2.0"\nwatchlist = []\n' })
    expect(briefly(entangled).join()).toContain('watch_list')
  })

  it('D29: a project of a newer Entangled says so', async () => {
    const tangled = await tangleFiles({ 'entangled.toml': 'version = "3.0"\n' })
    expect(briefly(tangled).join()).toMatch(/3\.0/)
  })

  it('D30: every language needs no entry', () => {
    const languages = ['ts', 'tsx', 'json', 'html', 'sql', 'md', 'zig', 'x-unheard-of']
    const page = languages.map((language) => fence(`.${language} file=a.${language}`, 'x')).join('')
    expect(tangle(page)).toMatchObject({
      texts: Object.fromEntries(languages.map((language) => [`a.${language}`, 'x\n'])),
      said: [],
    })
  })
})

describe('what the reference crashes at', () => {
  it('D31: an orphan that was deleted already', async () => {
    const project = await temporaryProject({ 'a.md': fence('.txt file=a.txt', 'x') })
    await project.tangle()
    await project.write('a.md', '')
    await rm(join(project.root, 'a.txt'))
    expect(await project.tangle()).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await project.tangle('check')).toMatchObject({ exitCode: 0 })
  })

  it('D32: an empty block, a mode that is none, a hook that is unknown', async () => {
    expect(tangle('```{.ts file=a.ts}\n```\n')).toMatchObject({ texts: { 'a.ts': '' }, said: [] })
    expect(tangle(fence('.ts file=a.ts mode=rwx', 'x')).said).toEqual(['a.md:1:19 invalid-attribute'])
    const naked = await tangleFiles({
      'entangled.toml': 'version = "2.0"\nannotation = "naked"\n',
      'a.md': '```{.python file=a.py}\n```\n',
    })
    expect(naked.targets.map(({ path }) => path)).toEqual(['a.py'])
    const hook = await tangleFiles({ 'entangled.toml': 'version = "2.0"\nhooks = ["nonsense"]\n' })
    expect(briefly(hook).join()).toContain('nonsense')
  })

  it('D32: a page that is no UTF-8', async () => {
    const project = await temporaryProject({ 'a.md': '' })
    const { writeFile } = await import('node:fs/promises')
    await writeFile(join(project.root, 'a.md'), new Uint8Array([0x60, 0x60, 0x60, 0xff, 0xfe]))
    const { exitCode, stdout, stderr } = await project.tangle()
    expect(exitCode).toBe(1)
    expect(stdout + stderr).toContain('a.md')
    expect(stdout + stderr).toContain('UTF-8')
    expect(stdout + stderr).not.toContain('    at ')
  })

  it('D33: an absolute path is refused before anything is written', async () => {
    const project = await temporaryProject({})
    const outside = join(project.root, '../outside.txt')
    await project.write('a.md', fence(`.txt file="${outside}"`, 'x') + fence('.txt file=a.txt', 'x'))
    expect(await project.tangle()).toMatchObject({ exitCode: 1 })
    expect(await readdir(join(project.root, '..'))).not.toContain('outside.txt')
    expect(await readdir(project.root)).not.toContain('a.txt')
  })

  it('D34: code that looks like an annotation is code', () => {
    const content = '# ~/~ begin <<a.md#b>>[init]\nx\n# ~/~ end'
    expect(tangle(fence('.py file=a.py', content)).texts).toEqual({ 'a.py': `${content}\n` })
  })

  it('D35: references nested 900 deep, and 9000', () => {
    for (const depth of [900, 9000]) {
      const blocks = Array.from({ length: depth }, (_, at) =>
        fence(`.txt #n${at}`, at < depth - 1 ? `<<n${at + 1}>>` : 'x'),
      )
      expect(tangle(fence('.txt file=a.txt', '<<n0>>') + blocks.join(''))).toMatchObject({
        texts: { 'a.txt': 'x\n' },
        said: [],
      })
    }
  })

  it.each(['---\n\n', '---\n- a\n- b\n---\n\n', '---\na: [\n---\n\n', '---\n'])(
    'D36: a page that begins with %j',
    (start) => {
      expect(tangle(start + fence('.ts file=a.ts', 'x')).texts).toEqual({ 'a.ts': 'x\n' })
    },
  )
})

describe('safety and robustness', () => {
  it('D38: no path and no link leads out of the project', async () => {
    const project = await temporaryProject({ '../outside/kept.txt': 'kept\n', 'inside.txt': '' })
    await symlink('../outside', join(project.root, 'folder'))
    await symlink('../outside/kept.txt', join(project.root, 'file.txt'))
    for (const path of ['../outside/kept.txt', 'folder/kept.txt', 'folder/new.txt', 'file.txt', '/nowhere/never.txt']) {
      await project.write('a.md', fence(`.txt file=${path}`, 'overwritten'))
      const { exitCode, stdout } = await project.tangle()
      expect(exitCode, stdout).toBe(1)
    }
    expect(await project.read('../outside/kept.txt')).toBe('kept\n')
    expect(await readdir(join(project.root, '../outside'))).toEqual(['kept.txt'])
  })

  it('D38: a hard link is cut, since a file is replaced and not written into', async () => {
    const project = await temporaryProject({ 'a.md': fence('.txt file=a.txt', 'old') })
    await project.tangle()
    await mkdir(join(project.root, '../elsewhere'))
    await link(join(project.root, 'a.txt'), join(project.root, '../elsewhere/a.txt'))
    await project.edit('a.md', 'old', 'new')
    await project.tangle()
    expect(await project.read('a.txt')).toBe('new\n')
    expect(await project.read('../elsewhere/a.txt')).toBe('old\n')
  })

  it('D39: doublings end at a limit, at the reference that goes over it', () => {
    const blocks = Array.from({ length: 60 }, (_, at) => fence(`.txt #d${at}`, `<<d${at + 1}>>\n<<d${at + 1}>>`))
    const page = fence('.txt file=a.txt', '<<d0>>') + blocks.join('') + fence('.txt #d60', 'x')
    expect(tangle(page).diagnostics).toMatchObject([{ code: 'expansion-limit', severity: 'error' }])
  })

  it('D40: 16,000 parts of one name', () => {
    const parts = Array.from({ length: 16_000 }, (_, at) => fence('.txt #p', `${at}`)).join('')
    const text = tangle(fence('.txt file=a.txt', '<<p>>') + parts).texts['a.txt'] ?? ''
    expect(text.split('\n')).toHaveLength(16_001)
  })

  it('D41: the ledger has neither a version of the tool nor times, and a conflict of branches is no harm', async () => {
    const project = await temporaryProject({ 'a.md': fence('.txt file=a.txt', 'x') + fence('.txt file=b.txt', 'x') })
    await project.tangle()
    const ledger = await project.read('tangle.ledger')
    expect(ledger).not.toMatch(/version|\d{4}-\d\d/)
    await project.write(
      'tangle.ledger',
      `<<<<<<< ours\n${ledger}=======\n${ledger.replaceAll('a.txt', 'c.txt')}>>>>>>>\n`,
    )
    expect(await project.tangle()).toMatchObject({ exitCode: 0 })
    expect(await project.read('tangle.ledger')).toBe(ledger)
    await rm(join(project.root, 'tangle.ledger'))
    expect(await project.tangle()).toMatchObject({ exitCode: 0 })
    expect(await project.read('tangle.ledger')).toBe(ledger)
  })

  it('D42: files that were written before a crash are ours, though no ledger knows them', async () => {
    const project = await temporaryProject({ 'a.md': fence('.txt file=a.txt', 'first') })
    await project.tangle()
    const ledger = await project.read('tangle.ledger')
    await project.edit('a.md', 'first', 'second')
    await project.tangle()
    // As if the run had died between the file and the ledger: the journal is what the next one knows it by.
    const hash = /^[0-9a-f]{64}/m.exec(await project.read('tangle.ledger'))?.[0]
    await project.write('tangle.ledger', ledger)
    new StateFolder(project.root).write('journal', `${hash}  a.txt\n`)
    await project.edit('a.md', 'second', 'third')
    expect(await project.tangle()).toMatchObject({ exitCode: 0, stdout: 'updated a.txt\n' })
  })
})

describe('what is not there at all in the reference', () => {
  it('D44: `supplemented` annotates', async () => {
    const tangled = await tangleFiles({
      'entangled.toml': 'version = "2.0"\nannotation = "supplemented"\n',
      'a.md': fence('.python file=a.py', 'x'),
    })
    expect(textsOf(tangled)['a.py']).toContain('~/~ begin <<a.md#a.py>>[init]')
  })

  it('D45: a check with an exit status and a difference, and the tangling of chosen pages', async () => {
    const project = await temporaryProject({
      'a.md': fence('.txt file=a.txt', 'one'),
      'b.md': fence('.txt file=b.txt', 'one'),
    })
    expect(await project.tangle('a.md')).toMatchObject({ exitCode: 0, stdout: 'created a.txt\n' })
    await project.edit('a.md', 'one', 'two')
    const { exitCode, stdout } = await project.tangle('check')
    expect(exitCode).toBe(1)
    expect(stdout).toContain('-one')
    expect(stdout).toContain('+two')
    expect(await project.read('a.txt')).toBe('one\n')
  })

  it.each([
    '```{.ts #a file=x.ts}',
    '``` {.ts #a file=x.ts}',
    '```ts {#a file=x.ts}',
    '```ts #a file=x.ts',
    '```{ts, label=a, file=x.ts}',
    '```ts\n//| id: a\n//| file: x.ts',
  ])('D48: every usual info string is understood: %s', (start) => {
    const page = `${start}\nx\n\`\`\`\n${fence('.ts file=y.ts', '<<a>>')}`
    expect(tangle(page)).toMatchObject({ texts: { 'x.ts': 'x\n', 'y.ts': 'x\n' }, said: [] })
  })

  it('D49: pages have namespaces of their own, that others reach and that fall back to the global one', () => {
    const pages = {
      'a.md': fence('.ts file=a.ts', '<<own>>\n<<shared>>\n<<b.md::own>>') + fence('.ts #own', 'own of a'),
      'b.md': fence('.ts #own', 'own of b'),
      'c.md': `---\ntangle: { namespace: global }\n---\n${fence('.ts #shared', 'shared')}`,
    }
    expect(tangle(pages, { namespaces: 'private-then-global' })).toMatchObject({
      texts: { 'a.ts': 'own of a\nshared\nown of b\n' },
      said: [],
    })
  })

  it('D50: a backslash escapes a reference, and a wrong name for a file has a hint', () => {
    expect(tangle(fence('.ts file=a.ts', '\\<<x>>')).texts).toEqual({ 'a.ts': '<<x>>\n' })
    const { diagnostics } = tangle(fence('.ts #main file=x.ts', 'x') + fence('.ts file=y.ts', '<<x.ts>>'))
    expect(diagnostics).toMatchObject([{ code: 'undefined-name', hint: expect.stringContaining('<<main>>') }])
  })
})
