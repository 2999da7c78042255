import { describe, expect, it } from 'vitest'
import { briefly, tangleFiles, tanglePage, textsOf } from '../entangled-project.ts'

const block = (attributes: string, ...content: string[]) => [`\`\`\` {${attributes}}`, ...content, '```', '']
const page = (...blocks: string[][]) => `${blocks.flat().join('\n')}\n`
const hooks = (...names: string[]) => ({
  'entangled.toml': `version = "2.0"\nhooks = ${JSON.stringify(names)}\n`,
})

describe('shebang', () => {
  it('puts a first line before the annotation', async () => {
    const source = page(block('.bash file=x.sh', '#!/bin/bash', '', 'echo'))
    expect(textsOf(await tangleFiles({ 'a.md': source }))).toEqual({
      'x.sh': '#!/bin/bash\n# ~/~ begin <<a.md#x.sh>>[init]\n\necho\n# ~/~ end\n',
    })
  })

  it('leaves a naked target as it is', async () => {
    const tangled = await tanglePage(block('.bash file=x.sh', '#!/bin/bash', 'echo'))
    expect(textsOf(tangled)).toEqual({ 'x.sh': '#!/bin/bash\necho\n' })
  })

  it('indents the line with the reference to its block', async () => {
    const source = page(block('.bash file=x.sh', 'a', '  <<b>>'), block('.bash #b', '#!x', 'b'))
    expect(textsOf(await tangleFiles({ 'a.md': source }))).toEqual({
      'x.sh':
        '# ~/~ begin <<a.md#x.sh>>[init]\na\n  #!x\n  # ~/~ begin <<a.md#b>>[init]\n  b\n  # ~/~ end\n# ~/~ end\n',
    })
  })

  it('can be taken away', async () => {
    const files = { ...hooks('~shebang'), 'a.md': page(block('.bash file=x.sh', '#!x', 'a')) }
    expect(textsOf(await tangleFiles(files))).toEqual({
      'x.sh': '# ~/~ begin <<a.md#x.sh>>[init]\n#!x\na\n# ~/~ end\n',
    })
  })
})

describe('spdx_license', () => {
  const source = page(block('.c file=x.c', '// SPDX-License-Identifier: MIT', 'int a;'))

  it('puts a first line before the annotation', async () => {
    expect(textsOf(await tangleFiles({ ...hooks('spdx_license'), 'a.md': source }))).toEqual({
      'x.c': '// SPDX-License-Identifier: MIT\n/* ~/~ begin <<a.md#x.c>>[init] */\nint a;\n/* ~/~ end */\n',
    })
  })

  it('does nothing unless it is asked for', async () => {
    expect(textsOf(await tangleFiles({ 'a.md': source }))['x.c']).toMatch(/^\/\* ~\/~ begin/)
  })

  it('comes after shebang', async () => {
    const both = page(block('.bash file=x.sh', '#!/bin/sh', '# SPDX-License-Identifier: MIT', 'a'))
    expect(textsOf(await tangleFiles({ ...hooks('spdx_license'), 'a.md': both }))).toEqual({
      'x.sh': '#!/bin/sh\n# SPDX-License-Identifier: MIT\n# ~/~ begin <<a.md#x.sh>>[init]\na\n# ~/~ end\n',
    })
  })
})

describe('quarto_attributes', () => {
  const quarto = 'hooks = ["quarto_attributes"]\n'

  it('takes name, classes and attributes from the first lines, and the lines off', async () => {
    const tangled = await tanglePage(
      block(
        '.python',
        '#| id: a',
        '#| file: x.py',
        '# | classes: [one, two]',
        '#| mode: 0755',
        '#| n: yes',
        'x',
        '#| y',
      ),
      quarto,
    )
    const [found] = tangled.pages[0]?.blocks ?? []
    expect(textsOf(tangled)).toEqual({ 'x.py': 'x\n#| y\n' })
    expect(found).toMatchObject({ name: 'a', classes: ['one', 'two'], mode: 0o755, target: 'x.py' })
    expect(found?.header.map((line) => line.text)).toHaveLength(5)
    expect(found?.attributes.get('n')?.value).toBe('true')
    expect(tangled.targets[0]?.mode).toBe(0o755)
  })

  it('knows the places of what it reads', async () => {
    const { pages } = await tanglePage(
      ['- x', '', '  ``` {.python}', '  #| file: x.py', '  #| id: a', '  x', '  ```'],
      quarto,
    )
    const [found] = pages[0]?.blocks ?? []
    expect(found?.nameLocation.start).toEqual({ line: 4, column: 5 })
    expect(found?.attributes.get('file')?.location).toMatchObject({ start: { line: 3, column: 5 }, end: { column: 9 } })
  })

  it('gives way to the fence', async () => {
    const tangled = await tanglePage(block('.python #a file=x.py', '#| id: b', '#| file: y.py', 'x'), quarto)
    expect(textsOf(tangled)).toEqual({ 'x.py': 'x\n' })
    expect(tangled.pages[0]?.blocks[0]?.name).toBe('a')
  })

  it('takes the shebang that follows', async () => {
    const tangled = await tangleFiles({
      ...hooks('quarto_attributes'),
      'a.md': page(block('.python', '#| file: x.py', '#!/usr/bin/env python', 'x')),
    })
    expect(textsOf(tangled)).toEqual({
      'x.py': '#!/usr/bin/env python\n# ~/~ begin <<a.md#x.py>>[init]\nx\n# ~/~ end\n',
    })
  })

  it('uses the comments of the language', async () => {
    const tangled = await tanglePage(block('.scheme', ';| file: x.scm', '#| no', 'x'), quarto)
    expect(textsOf(tangled)).toEqual({ 'x.scm': '#| no\nx\n' })
  })

  it('leaves a header that has nothing behind it in the target (defect D19)', async () => {
    const tangled = await tanglePage(block('.python', '#| file: x.py'), quarto)
    expect(textsOf(tangled)).toEqual({ 'x.py': '#| file: x.py\n' })
    expect(briefly(tangled)).toEqual([
      'a.md:2:1 warning unreadable-attribute The header is all that the block has: it stays in.',
    ])
  })

  it('reads nothing that has no value', async () => {
    const tangled = await tanglePage(block('.python', '#| file:', '#| id: a', 'x'), quarto)
    expect(textsOf(tangled)).toEqual({})
    expect(briefly(tangled)).toEqual([])
  })

  it.each([
    ['a file that is no text', ['#| file: 3', 'x'], 'a.md:2:4 error invalid-attribute `file` must be a text, not 3.'],
    [
      'a mode that is none',
      ['#| file: a', '#| mode: true', 'x'],
      'a.md:3:4 error invalid-attribute `mode` must be octal digits, such as 0755, not true.',
    ],
    [
      'a header that is no YAML',
      ['#| file: [a', 'x'],
      'a.md:2:12 error unreadable-attribute The header of the block is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ].',
    ],
    [
      'a header that is no mapping',
      ['#| just words', 'x'],
      'a.md:2:1 warning unreadable-attribute The header of the block is no mapping, and is not read.',
    ],
    [
      'an id that is no text',
      ['#| id: 3', '#| file: x.py', 'x'],
      'a.md:2:4 warning unreadable-attribute The `id` of the header is no text: the header is not read. Put it in quotes.',
    ],
    [
      'a class that is no text',
      ['#| classes: [1]', '#| file: x.py', 'x'],
      'a.md:2:4 warning unreadable-attribute A class of the header is no text: the header is not read. Put it in quotes.',
    ],
  ])('reports %s', async (_, lines, expected) => {
    const tangled = await tanglePage(block('.python', ...lines), quarto)
    expect(briefly(tangled)).toEqual([expected])
    // A header that is not read stays in the block.
    if (expected.includes('warning')) expect(tangled.pages[0]?.blocks[0]?.lines).toHaveLength(lines.length)
  })
})

describe('hooks of builds', () => {
  it.each([
    ['build', block('.python .build target=x.svg', 'x'), 'it makes scripts and a Makefile'],
    ['brei', block('.bash .task', 'x'), 'it lists tasks in .entangled/tasks.json'],
    ['repl', block('.python .repl #a', 'x'), 'it collects blocks into a session'],
  ])('%s is not run, and says so', async (hook, lines, does) => {
    const tangled = await tangleFiles({ ...hooks(hook), 'a.md': page(lines, block('.python file=x.py', 'x')) })
    expect(Object.keys(textsOf(tangled))).toEqual(['x.py'])
    expect(briefly(tangled)).toEqual([
      `a.md:1:1 warning hook-not-run The hook ${hook} is not run: ${does}, and has a block here.`,
    ])
  })

  it('say nothing where there is nothing for them to do', async () => {
    const source = page(block('.python file=x.py', 'x'), block('.python .task', 'x'))
    expect(briefly(await tangleFiles({ ...hooks('build', 'repl'), 'a.md': source }))).toEqual([])
  })

  it('count their blocks', async () => {
    const source = page(block('.bash .task', 'x'), block('.bash .task', 'x'))
    expect(briefly(await tangleFiles({ ...hooks('brei'), 'a.md': source }))[0]).toContain('and has 2 blocks here.')
  })
})

it('a hook that nobody knows is reported', async () => {
  const tangled = await tangleFiles({ ...hooks('shebangs', 'own_hook'), 'a.md': '' })
  expect(tangled.diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
    ['The hook shebangs is not known here, and is not run.', 'Did you mean shebang?'],
    ['The hook own_hook is not known here, and is not run.', undefined],
  ])
})
