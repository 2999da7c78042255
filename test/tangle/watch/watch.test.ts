import { execFileSync } from 'node:child_process'
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { temporaryProject } from '../temporary-project.ts'
import { watchFolder, watchProject } from './watched-project.ts'

const config = '{ "pages": ["docs/**/*.md"], "outputs": ["out"], "types": false }'
const page = (name: string, text: string, file = `out/${name}.txt`) =>
  `# ${name}\n\n\`\`\`txt {#${name}}\n${text}\n\`\`\`\n\n\`\`\`txt {file=${file}}\n<<${name}>>\n\`\`\`\n`
const project = () => ({ 'tangle.config.json': config, 'docs/a.md': page('a', 'one'), 'docs/b.md': page('b', 'bee') })

const entangledSettings = 'version = "2.0"\nwatch_list = ["*.md"]\nannotation = "naked"\n'
const entangledPage = (file: string, text: string) => `\`\`\` {.python file=${file}}\n${text}\n\`\`\`\n`
const entangled = () => ({ 'entangled.toml': entangledSettings, 'a.md': entangledPage('a.py', 'print(1)') })

describe.concurrent('tangle watch', { timeout: 120_000 }, () => {
  it('writes everything first, then what an edit touches, and says so in a line', async () => {
    const watched = await watchProject(project())
    await watched.becomes('out/a.txt', 'one\n')
    expect(watched.output()).toBe('watching 2 pages: created out/a.txt, out/b.txt\n')
    await watched.edit('docs/a.md', 'one', 'two')
    await watched.becomes('out/a.txt', 'two\n')
    await watched.says('docs/a.md: updated out/a.txt\n')
    await watched.edit('docs/a.md', '# a', '# A')
    await watched.says('docs/a.md: nothing to write\n')
    expect(await watched.interrupt()).toBe(130)
  })

  it('goes through everything first, also while a page is being edited', async () => {
    const names = Array.from({ length: 300 }, (_, at) => `a${at}`)
    const pages = Object.fromEntries(names.map((name) => [`docs/${name}.md`, page(name, '0')]))
    let isWatched = false
    let edits = 0
    const starting = await temporaryProject({ 'tangle.config.json': config, ...pages })
    const editing = (async () => {
      while (!isWatched) {
        await starting.write('next', page('a0', `${++edits}`))
        await rename(join(starting.root, 'next'), join(starting.root, 'docs/a0.md'))
        await setTimeout(2)
      }
    })()
    const watched = await watchFolder(starting)
    isWatched = true
    await editing
    expect(watched.output()).toMatch(/^watching 300 pages: created 300 files\n/)
    await watched.becomes('out/a0.txt', `${edits}\n`)
    expect((await watched.tangle()).stdout).toBe('300 targets unchanged\n')
  })

  it('follows a name to the targets of other pages, and back when it comes again', async () => {
    const watched = await watchProject({
      ...project(),
      'docs/b.md': '```txt {file=out/b.txt}\n<<a>>\n<<a>>\n```\n',
    })
    await watched.becomes('out/b.txt', 'one\none\n')
    await watched.edit('docs/a.md', 'one', 'two')
    await watched.becomes('out/b.txt', 'two\ntwo\n')
    await watched.edit('docs/a.md', '{#a}', '{#other}')
    await watched.says('Block <<a>> is not defined.')
    expect(await watched.read('out/b.txt')).toBe('two\ntwo\n')
    await watched.edit('docs/a.md', '{#other}', '{#a}')
    await watched.says('mended')
  })

  it('understands an editor that saves by renaming', async () => {
    const watched = await watchProject(project())
    await watched.becomes('out/b.txt', 'bee\n')
    for (const text of ['two', 'three']) {
      const [temporary, path] = ['docs/.a.md.swp', 'docs/a.md'].map((name) => join(watched.root, name)) as [
        string,
        string,
      ]
      await writeFile(temporary, page('a', text))
      await rename(path, `${path}~`)
      await rename(temporary, path)
      await watched.becomes('out/a.txt', `${text}\n`)
    }
  })

  it('takes pages that come, and removes what pages that go have written', async () => {
    const watched = await watchProject(project())
    await watched.becomes('out/b.txt', 'bee\n')
    await watched.write('docs/deep/er/c.md', page('c', 'sea', 'out/deep/c.txt'))
    await watched.becomes('out/deep/c.txt', 'sea\n')
    await watched.edit('docs/deep/er/c.md', 'sea', 'see')
    await watched.becomes('out/deep/c.txt', 'see\n')
    await rm(join(watched.root, 'docs/deep'), { recursive: true })
    await watched.becomes('out/deep/c.txt', undefined)
    await rm(join(watched.root, 'docs/b.md'))
    await watched.becomes('out/b.txt', undefined)
    expect(await watched.read('out/a.txt')).toBe('one\n')
  })

  it('follows folders that are deleted and made again, of pages and of targets', async () => {
    const watched = await watchProject(project())
    await watched.becomes('out/b.txt', 'bee\n')
    await rm(join(watched.root, 'docs'), { recursive: true })
    await watched.becomes('out/a.txt', undefined)
    await watched.write('docs/a.md', page('a', 'again'))
    await watched.becomes('out/a.txt', 'again\n')
    await watched.edit('docs/a.md', 'again', 'and again')
    await watched.becomes('out/a.txt', 'and again\n')
    // The file comes back while its folder is being deleted.
    await rm(join(watched.root, 'out'), { recursive: true, maxRetries: 5 })
    await watched.becomes('out/a.txt', 'and again\n')
  })

  it('survives an error, writes nothing meanwhile, and writes all of it when it is mended', async () => {
    const watched = await watchProject(project())
    await watched.becomes('out/b.txt', 'bee\n')
    await watched.edit('docs/a.md', '<<a>>', '<<aa>>')
    await watched.says('docs/a.md:8:1 error undefined-name')
    const from = watched.output().length
    await watched.edit('docs/b.md', 'bee', 'be')
    await watched.says('docs/b.md: 1 error', from)
    expect(await watched.read('out/b.txt')).toBe('bee\n')
    await watched.edit('docs/a.md', '<<aa>>', '<<a>>')
    await watched.becomes('out/b.txt', 'be\n')
  })

  it('survives errors of the first run: in a page, in its bytes, and in the configuration', async () => {
    const watched = await watchProject({ ...project(), 'tangle.config.json': '{ "page": [] }' })
    await watched.says('`page` is not a key')
    await writeFile(join(watched.root, 'docs/a.md'), Buffer.from([0xff, 0xfe]))
    await watched.write('tangle.config.json', config)
    await watched.says('docs/a.md is not UTF-8.')
    await watched.write('docs/a.md', page('a', 'four').replace('<<a>>', '<<x>>'))
    await watched.says('Block <<x>> is not defined.')
    await watched.write('docs/a.md', page('a', 'four'))
    await watched.becomes('out/a.txt', 'four\n')
    await watched.becomes('out/b.txt', 'bee\n')
  })

  it('reads everything anew when the configuration changes', async () => {
    const watched = await watchProject({ ...project(), 'more/c.md': page('c', 'sea') })
    await watched.becomes('out/b.txt', 'bee\n')
    await watched.write('tangle.config.json', config.replace('docs/**/*.md", ', 'x').replace('docs', 'more'))
    await watched.becomes('out/c.txt', 'sea\n')
    await watched.becomes('out/a.txt', undefined)
    await watched.edit('more/c.md', 'sea', 'see')
    await watched.becomes('out/c.txt', 'see\n')
  })

  it('reports a target that was edited by hand, keeps it, and goes on when it is put right', async () => {
    const watched = await watchProject(project())
    await watched.becomes('out/b.txt', 'bee\n')
    await watched.write('out/a.txt', 'mine\n')
    await watched.says('conflict')
    await watched.edit('docs/a.md', 'one', 'two')
    await watched.says('docs/a.md: 1 error')
    expect(await watched.read('out/a.txt')).toBe('mine\n')
    await rm(join(watched.root, 'out/a.txt'))
    await watched.becomes('out/a.txt', 'two\n')
  })

  it('carries edits of targets over to pages with --both, and comes to rest', async () => {
    const watched = await watchProject(project(), '--both')
    await watched.becomes('out/b.txt', 'bee\n')
    await watched.write('out/a.txt', 'mine\n')
    await watched.becomes('docs/a.md', page('a', 'mine'))
    await watched.edit('docs/a.md', 'mine', 'ours')
    await watched.becomes('out/a.txt', 'ours\n')
    await watched.write('out/a.txt', 'yours\n')
    await watched.becomes('docs/a.md', page('a', 'yours'))
    await watched.edit('docs/b.md', 'bee', 'end')
    await watched.becomes('out/b.txt', 'end\n')
    expect(await watched.read('out/a.txt')).toBe('yours\n')
    expect(await watched.read('docs/a.md')).toBe(page('a', 'yours'))
  })

  it('takes for pages what globs find: no links, be they to themselves, no pipes and no folders', async () => {
    const watched = await watchProject({ ...project(), 'other/c.txt': page('c', 'sea') })
    await watched.becomes('out/b.txt', 'bee\n')
    const at = (path: string) => join(watched.root, path)
    await symlink('loop.md', at('docs/loop.md'))
    await symlink('../other/c.txt', at('docs/c.md'))
    execFileSync('mkfifo', [at('docs/d.md')])
    await rm(at('docs/b.md'))
    await mkdir(at('docs/b.md'))
    await watched.becomes('out/b.txt', undefined)
    await watched.edit('docs/a.md', 'one', 'two')
    await watched.becomes('out/a.txt', 'two\n')
    await watched.becomes('out/c.txt', undefined)
    expect((await watched.tangle()).stdout).toBe('1 target unchanged\n')
  })

  it('goes on when .tangle was deleted', async () => {
    const watched = await watchProject(project())
    await watched.becomes('out/b.txt', 'bee\n')
    await rm(join(watched.root, '.tangle'), { recursive: true, maxRetries: 5 })
    await watched.edit('docs/a.md', 'one', 'two')
    await watched.becomes('out/a.txt', 'two\n')
  })

  it('leaves out what a glob with ! takes away', async () => {
    const negated = config.replace('md"]', 'md", "!docs/b.md"]')
    const watched = await watchProject({ ...project(), 'tangle.config.json': negated, 'README.md': page('r', 'are') })
    await watched.becomes('out/a.txt', 'one\n')
    await watched.edit('docs/b.md', 'bee', 'be')
    await watched.edit('README.md', 'are', 'is')
    await watched.edit('docs/a.md', 'one', 'two')
    await watched.becomes('out/a.txt', 'two\n')
    expect((await watched.tangle()).stdout).toBe('1 target unchanged\n')
  })

  it('says nothing of what it writes for itself in a project of Entangled, nor of files that are no pages', async () => {
    const watched = await watchProject(entangled())
    await watched.becomes('a.py', 'print(1)\n')
    for (const now of ['2', '3']) {
      await watched.write('notes.txt', now)
      await watched.write('a.md', entangledPage('a.py', `print(${now})`))
      await watched.becomes('a.py', `print(${now})\n`)
    }
    // At once, while what was written just before is still told of: pages are read that nobody has told of yet.
    await watched.write('b.md', entangledPage('b.py', 'print(1)'))
    await watched.becomes('b.py', 'print(1)\n')
    await watched.edit('a.md', '3', '4')
    await watched.becomes('a.py', 'print(4)\n')
    const lines = ['watching 1 page: created a.py', 'a.md: updated a.py', 'a.md: updated a.py', 'b.md: created b.py']
    await watched.says([...lines, 'a.md: updated a.py\n'].join('\n'))
    // What comes late has been told of.
    await setTimeout(300)
    expect(watched.output().split('\n').length).toBe(6)
  })

  it('goes on in a project of Entangled when a page was no text, and when its settings were none', async () => {
    const watched = await watchProject(entangled())
    await watched.becomes('a.py', 'print(1)\n')
    await writeFile(join(watched.root, 'a.md'), Buffer.from([0xff, 0xfe]))
    await watched.says('a.md:1:1 error disk-error a.md is not UTF-8.')
    await watched.write('a.md', entangledPage('a.py', 'print(2)'))
    await watched.becomes('a.py', 'print(2)\n')
    await watched.write('entangled.toml', 'version = ')
    await watched.says('entangled.toml:1')
    await watched.write('entangled.toml', entangledSettings)
    await watched.says('mended')
    await watched.write('a.md', entangledPage('a.py', 'print(3)'))
    await watched.becomes('a.py', 'print(3)\n')
  })

  it('carries edits of targets with annotations over to pages with --both', async () => {
    const annotated = { ...entangled(), 'entangled.toml': entangledSettings.replace('naked', 'standard') }
    const watched = await watchProject(annotated, '--both')
    await watched.says('watching 1 page: created a.py\n')
    await watched.edit('a.py', 'print(1)', 'print(2)')
    await watched.says('a.py: updated a.md\n')
    expect(await watched.read('a.md')).toBe(entangledPage('a.py', 'print(2)'))
    await watched.edit('a.md', 'print(2)', 'print(3)')
    await watched.says('a.md: updated a.py\n')
    expect(await watched.read('a.py')).toContain('\nprint(3)\n')
    expect((await watched.tangle()).stdout).toBe('1 target unchanged\n')
  })

  it('reports a page that is no text as a finding, once', async () => {
    const watched = await watchProject(project())
    await watched.becomes('out/b.txt', 'bee\n')
    await writeFile(join(watched.root, 'docs/a.md'), Buffer.from([0xff, 0xfe]))
    await watched.says('docs/a.md:1:1 error disk-error docs/a.md is not UTF-8.')
    await watched.edit('docs/b.md', 'bee', 'be')
    await watched.says('docs/b.md: 1 error\n')
    expect(watched.output().split('is not UTF-8').length).toBe(2)
  })

  const ofEntangled = 'version = "2.0"\nwatch_list = ["docs/**/*.md"]\nannotation = "naked"\n'
  const kinds = [
    ['a project of ours', { 'tangle.config.json': config }, page],
    [
      'a project of Entangled',
      { 'entangled.toml': ofEntangled },
      (name: string, text: string) => page(name, text).replaceAll('```txt {', '``` {.txt '),
    ],
  ] as const

  it.each(kinds)('is after any edits where a fresh run would be, in %s', async (_, settings, pageOf) => {
    const names = ['a', 'b', 'c', 'd']
    const watched = await watchProject({ ...settings, 'docs/a.md': pageOf('a', '0') })
    let state = 7
    const random = (below: number) => {
      state = (state * 1103515245 + 12345) % 2 ** 31
      return Math.floor((state / 2 ** 31) * below)
    }
    for (let edit = 0; edit < 50; edit++) {
      const name = names[random(names.length)] ?? 'a'
      const other = names[random(names.length)] ?? 'a'
      const text = pageOf(name, `${edit}`).replace(`<<${name}>>`, `<<${name}>>\n<<${other}>>`)
      if (random(5) === 0) await rm(join(watched.root, `docs/${name}.md`), { force: true })
      else if (random(8) === 0) await writeFile(join(watched.root, `docs/${name}.md`), Buffer.from([0xff]))
      else await watched.write(`docs/${name}.md`, random(4) === 0 ? text.replace(`#${name}`, `#x${name}`) : text)
    }
    // Whatever was wrong on the way: in the end each page has its own name.
    for (const name of names) await watched.write(`docs/${name}.md`, pageOf(name, `end of ${name}`))
    for (const name of names) await watched.becomes(`out/${name}.txt`, `end of ${name}\n`)
    await watched.interrupt()
    const { stdout, exitCode } = await watched.tangle()
    expect({ stdout, exitCode }).toEqual({ stdout: '4 targets unchanged\n', exitCode: 0 })
  })
})
