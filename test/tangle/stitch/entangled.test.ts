import { describe, expect, it } from 'vitest'
import { digestText } from '../../../tangle/entangled/index.ts'
import { MemoryProject, tangledProject } from './memory-project.ts'

const settings = 'version = "2.0"\n'

function tangled(files: Readonly<Record<string, string>>): Promise<MemoryProject> {
  return tangledProject({ 'entangled.toml': settings, ...files })
}

/** What was written. Fails if there is a conflict. */
async function stitch(project: MemoryProject): Promise<readonly string[]> {
  const { written, diagnostics } = await project.stitch()
  expect(diagnostics).toEqual([])
  return written
}

const page = `# Two programs

\`\`\` {.py #one file=one.py}
import sys
<<shared>>
\`\`\`

\`\`\` {.py file=two.py}
if True:
    <<shared>>
    <<shared>>
\`\`\`

\`\`\` {.py #shared}
print(1)

print(2)
\`\`\`
`.replaceAll('.py ', '.python ')

describe('a project with annotations', () => {
  it('takes an edit from between the comments to the page', async () => {
    const project = await tangled({ 'a.md': page })
    project.edit('one.py', 'import sys\n', 'import sys\nimport os\n')
    expect(await stitch(project)).toEqual(['a.md'])
    expect(project.read('a.md')).toBe(page.replace('import sys\n', 'import sys\nimport os\n'))
    await project.tangle()
  })

  it.each([
    ['the mark of older versions', (text: string) => text.replaceAll('~/~', '~\\~')],
    ['a bar for the number sign', (text: string) => text.replaceAll('a.md#', 'a.md|')],
    ['the number inside', (text: string) => text.replaceAll(/<<(.*)>>\[(.*)\]/g, '<<$1[$2]>>')],
    ['a name alone', (text: string) => text.replaceAll(/<<a\.md#/g, '<<')],
    ['comments that a formatter moved', (text: string) => text.replaceAll(/^ +(?=# ~)/gm, '  ')],
    ['blank lines that an editor trimmed', (text: string) => text.replaceAll(/ +$/gm, '')],
  ])('reads %s', async (_, rewrite) => {
    const project = await tangled({ 'a.md': page })
    const before = project.read('two.py')
    const edited = rewrite(before).replace('print(2)', 'print(22)')
    expect(edited).not.toBe(before.replace('print(2)', 'print(22)'))
    project.write('two.py', edited)
    await stitch(project)
    expect(project.read('a.md')).toBe(page.replace('print(2)', 'print(22)'))
    expect(project.read('two.py')).toBe(before.replaceAll('print(2)', 'print(22)'))
  })

  it('knows from the database of Entangled what was written', async () => {
    const project = await tangled({ 'a.md': page })
    const digests = await Promise.all(
      ['one.py', 'two.py'].map(async (path) => [path, { hexdigest: await digestText(project.read(path)) }]),
    )
    const database = { version: '2.4.3', files: Object.fromEntries(digests), targets: ['one.py', 'two.py'] }
    const copy = new MemoryProject({
      'entangled.toml': settings,
      'a.md': page,
      'one.py': project.read('one.py').replace('sys', 'os'),
      'two.py': project.read('two.py'),
      '.entangled/filedb.json': JSON.stringify(database),
    })
    expect(await stitch(copy)).toEqual(['a.md'])
    expect(copy.read('a.md')).toBe(page.replace('sys', 'os'))
  })

  it('takes an edit of a file without annotations, too', async () => {
    const project = await tangled({ 'entangled.toml': `${settings}annotation = "naked"\n`, 'a.md': page })
    project.edit('two.py', 'if True:', 'if False:')
    await stitch(project)
    expect(project.read('a.md')).toBe(page.replace('if True', 'if False'))
  })
})

// The numbers are those of part III of the syntax specification.
describe('what Entangled loses is not lost', () => {
  it.each(['one.py', 'two.py'])('D1, vector 12: an edit of one of two targets, in %s', async (path) => {
    const project = await tangled({ 'a.md': page })
    project.edit(path, 'print(1)', 'print(11)')
    await stitch(project)
    expect(project.read('a.md')).toBe(page.replace('print(1)', 'print(11)'))
    expect(project.read('one.py')).toContain('\nprint(11)')
    expect(project.read('two.py').match(/ {4}print\(11\)/g)).toHaveLength(2)
    await project.tangle()
  })

  it.each([0, 1])('D2, vector 12: an edit of copy %i of two in one target', async (copy) => {
    const project = await tangled({ 'a.md': page })
    const parts = project.read('two.py').split('print(2)')
    const [first = '', second = '', third = ''] = parts
    project.write(
      'two.py',
      copy === 0 ? `${first}edited()${second}print(2)${third}` : `${first}print(2)${second}edited()${third}`,
    )
    await stitch(project)
    expect(project.read('a.md')).toBe(page.replace('print(2)', 'edited()'))
    expect(project.read('two.py')).toBe(parts.join('edited()'))
  })

  it.each([
    ['before', (text: string) => `# mine\n${text}`],
    ['behind', (text: string) => `${text}# mine\n`],
  ])('D3: text %s the annotated part is a conflict, and stays', async (_, edit) => {
    const project = await tangled({ 'a.md': page })
    const edited = edit(project.read('one.py'))
    project.write('one.py', edited)
    const { diagnostics } = await project.stitch()
    expect(diagnostics).toMatchObject([{ code: 'stitch-conflict', detail: expect.stringContaining('# mine') }])
    expect(project.read('one.py')).toBe(edited)
    expect(project.read('a.md')).toBe(page)
    expect(await project.tryTangle()).toMatchObject([{ code: 'conflict' }])
    expect(project.read('one.py')).toBe(edited)
  })

  it('D3: the path of the page has a number sign', async () => {
    const project = await tangled({ 'c#/a#b.md': page })
    project.edit('one.py', 'sys', 'os')
    await stitch(project)
    expect(project.read('c#/a#b.md')).toBe(page.replace('sys', 'os'))
  })

  it('D4: edits of a shebang and of a licence', async () => {
    const text =
      '``` {.python file=x.py}\n#!/usr/bin/python\nx\n```\n\n``` {.python file=y.py}\n# SPDX-License-Identifier: MIT\ny\n```\n'
    const project = await tangled({
      'entangled.toml': `${settings}hooks = ["shebang", "spdx_license"]\n`,
      'a.md': text,
    })
    project.edit('x.py', '#!/usr/bin/python', '#!/usr/bin/env python3')
    project.edit('y.py', 'MIT', 'Apache-2.0')
    await stitch(project)
    expect(project.read('a.md')).toBe(
      text.replace('/usr/bin/python', '/usr/bin/env python3').replace('MIT', 'Apache-2.0'),
    )
  })

  it('D5: edits of a block on both sides', async () => {
    const project = await tangled({ 'a.md': page })
    project.edit('a.md', 'print(1)', 'print("page")')
    project.edit('one.py', 'print(2)', 'print("target")')
    await stitch(project)
    expect(project.read('a.md')).toBe(page.replace('print(1)', 'print("page")').replace('print(2)', 'print("target")'))
    await project.tangle()
  })

  it('D6: a run with nothing to write does not make anybody forget that both sides changed', async () => {
    const project = await tangled({ 'a.md': page })
    await project.tangle()
    project.edit('a.md', 'print(1)', 'print("page")')
    project.edit('one.py', 'print(1)', 'print("target")')
    const [text, target] = [project.read('a.md'), project.read('one.py')]
    expect(await project.tryTangle()).toMatchObject([{ code: 'conflict' }])
    const { diagnostics } = await project.stitch()
    const detail = 'before:\n  | print(1)\na.md says:\n  | print("page")\none.py says:\n  | print("target")'
    expect(diagnostics).toMatchObject([{ code: 'stitch-conflict', detail }])
    expect(project.read('a.md')).toBe(text)
    expect(project.read('one.py')).toBe(target)
  })

  it('D7: line ends, blank lines, space behind references and absolute names', async () => {
    const text = [
      '---',
      'entangled: { version: "2.0", namespace: own }',
      '---',
      '``` {.python file=x.py}',
      'a',
      '  <<own::v>>  ',
      '   ',
      'b',
      '```',
      '',
      '``` {.python #v}',
      'one',
      '  ',
      'two',
      '```  ',
      '',
    ].join('\r\n')
    const project = await tangled({ 'a.md': text })
    project.edit('x.py', 'two', 'three')
    await stitch(project)
    expect(project.read('a.md')).toBe(text.replace('two', 'three'))
  })

  it('D8: the permissions of page and target', async () => {
    const project = await tangled({ 'a.md': page })
    for (const [path, mode] of [
      ['a.md', 0o664],
      ['two.py', 0o755],
    ] as const)
      await project.fileSystem.setMode(path, mode)
    project.edit('one.py', 'print(1)', 'print(11)')
    expect(await stitch(project)).toContain('two.py')
    expect([await project.fileSystem.mode('a.md'), await project.fileSystem.mode('two.py')]).toEqual([0o664, 0o755])
  })

  it('D34: code that looks like the comments around blocks', async () => {
    const text =
      '``` {.python file=x.py}\nif True:\n    # ~/~ end\n    # ~/~ begin <<page.md#x.py>>[init]\n    one()\n```\n'
    const project = await tangled({ 'a.md': text })
    project.edit('x.py', '    # ~/~ end', '  # ~/~ end')
    project.edit('x.py', 'one()', 'two()')
    await stitch(project)
    expect(project.read('a.md')).toBe(text.replace('    # ~/~ end', '  # ~/~ end').replace('one()', 'two()'))
  })

  it('what somebody wrote behind a comment is a conflict', async () => {
    const project = await tangled({ 'a.md': page })
    project.edit('one.py', '# ~/~ end', '# ~/~ end, and more')
    expect((await project.stitch()).diagnostics).toMatchObject([{ code: 'stitch-conflict' }])
    expect(project.read('a.md')).toBe(page)
  })
})

describe('a line between the comments around two parts', () => {
  const text =
    '``` {.python file=x.py}\nif True:\n    <<v>>\n    <<w>>\n```\n\n``` {.python #v}\none\n```\n\n``` {.python #w}\n<<u>>\n```\n\n``` {.python #u}\ntwo\n```\n\n``` {.python #u}\nthree\n```\n'
  const begin = (name: string, part = 'init') => `    # ~/~ begin <<a.md#${name}>>[${part}]\n`
  const end = '    # ~/~ end\n'

  it.each([
    ['belongs to the block with both references', `${end}${begin('w')}`, 1, '    <<v>>\n', '    <<v>>\n    more\n'],
    ['in front of the first part of a part', `${begin('w')}${begin('u')}`, 1, '<<u>>\n', 'more\n<<u>>\n'],
    ['behind the last one', `    three\n${end}${end}`, 2, '<<u>>\n', '<<u>>\nmore\n'],
  ])('%s', async (_, around, lines, before, after) => {
    const project = await tangled({ 'a.md': text })
    const parts = around.split(/(?<=\n)/)
    project.edit('x.py', around, [...parts.slice(0, lines), '    more\n', ...parts.slice(lines)].join(''))
    const edited = project.read('x.py')
    await stitch(project)
    expect(project.read('a.md')).toBe(text.replace(before, after))
    expect(project.read('x.py')).toBe(edited)
  })

  it('is a conflict between parts of one name: no block stands there', async () => {
    const project = await tangled({ 'a.md': text })
    project.edit('x.py', `${end}${begin('u', '1')}`, `${end}    more\n${begin('u', '1')}`)
    const { diagnostics } = await project.stitch()
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['stitch-conflict']))
    expect(project.read('a.md')).toBe(text)
  })
})

it('the first line of an empty target is one of its block', async () => {
  const text = '``` {.python file=x.py}\n```\n'
  const project = await tangled({ 'a.md': text })
  project.edit('x.py', '\n', '\nfirst\n')
  await stitch(project)
  expect(project.read('a.md')).toBe(text.replace('}\n', '}\nfirst\n'))
})

it('a line of other white space than spaces and tabs is no blank line', async () => {
  const text = '``` {.python file=x.py}\nif True:\n    <<v>>\n```\n\n``` {.python #v}\none\n\ntwo\n```\n'
  const project = await tangled({ 'a.md': text })
  project.edit('x.py', '    one\n    \n', '    one\n\u2028\n')
  const edited = project.read('x.py')
  expect((await project.stitch()).diagnostics).toMatchObject([{ code: 'stitch-conflict' }])
  expect(project.read('x.py')).toBe(edited)
})
