import { describe, expect, it } from 'vitest'
import { briefly, tangleFiles, tanglePage, textsOf } from '../entangled-project.ts'

const block = (attributes: string, ...content: string[]) => [`\`\`\` {${attributes}}`, ...content, '```']

describe('a block', () => {
  it.each([
    ['with a space before the braces', ['``` {.ts file=a.ts}', 'x', '```']],
    ['without one', ['```{.ts file=a.ts}', 'x', '```']],
    ['with white space behind', ['``` {.ts file=a.ts}  ', 'x', '```  ']],
    ['behind another block', [...block('.ts', 'y'), '``` {.ts file=a.ts}', 'x', '```']],
    ['in a comment', ['<!--', '``` {.ts file=a.ts}', 'x', '```', '-->']],
    // Nothing hides a block: not a fence without attributes, not a longer one, not tildes with other words (2.2).
    ['behind a bare fence', ['```', '``` {.ts file=a.ts}', 'x', '```', '```']],
    ['in a longer fence', ['````md', '``` {.ts file=a.ts}', 'x', '```', '````']],
    ['between other tildes', ['~~~md', '``` {.ts file=a.ts}', 'x', '```', '~~~']],
    ['in a list', ['- one', '', '  ``` {.ts file=a.ts}', '  x', '  ```']],
    ['behind a tab', ['\t``` {.ts file=a.ts}', '\tx', '\t```']],
    // Markdown takes this for indented code.
    ['behind four spaces', ['    ``` {.ts file=a.ts}', '    x', '    ```']],
  ])('%s is read', async (_, lines) => {
    expect(textsOf(await tanglePage(lines))).toEqual({ 'a.ts': 'x\n' })
  })

  it.each([
    ['after `<!-- ` on the line', ['<!-- ``` {.ts file=a.ts}', 'x', '```', '-->']],
    ['in a region that is not read', ['~~~markdown', '``` {.ts file=a.ts}', 'x', '```', '~~~']],
    ['in such a region with white space', ['  ~~~markdown  ', '``` {.ts file=a.ts}', 'x', '```', ' ~~~ ']],
    ['with words behind the braces', ['``` {.ts file=a.ts} x', 'x', '```']],
    ['with the language before the braces', ['```ts {file=a.ts}', 'x', '```']],
    ['with braces in the braces', ['``` {.ts file={a}.ts}', 'x', '```']],
  ])('%s is not read', async (_, lines) => {
    const tangled = await tanglePage(lines)
    expect(textsOf(tangled)).toEqual({})
    expect(briefly(tangled)).toEqual([])
  })

  it('ends where a fence has its indent; a deeper fence is content', async () => {
    const tangled = await tanglePage(['  ``` {.md file=a.md.txt}', '    ```', '  x', '  ```'])
    expect(textsOf(tangled)).toEqual({ 'a.md.txt': '  ```\nx\n' })
  })

  it('keeps a second tab (vector 5)', async () => {
    const tangled = await tanglePage(['1. x', '', '\t``` {.make file=Makefile}', '\ta:', '\t\techo', '\t```'])
    expect(textsOf(tangled)).toEqual({ Makefile: 'a:\n\techo\n' })
  })

  it('keeps white space on blank lines that lack the indent', async () => {
    const tangled = await tanglePage(['    ``` {.ts file=a.ts}', '    x', '', '  ', '      ', '    ```'])
    expect(textsOf(tangled)).toEqual({ 'a.ts': 'x\n\n  \n  \n' })
  })

  it('needs no line end behind its closing fence (vector 11)', async () => {
    const tangled = await tangleFiles({ 'a.md': '``` {.python file=a.py}\nx\n```' }, { annotation: 'naked' })
    expect(textsOf(tangled)).toEqual({ 'a.py': 'x\n' })
    expect(briefly(tangled)).toEqual([])
  })

  it('has line feeds in its target, whatever the source has', async () => {
    const tangled = await tangleFiles({ 'a.md': '``` {.python file=a.py}\r\nx\ry\r\n```\r\n' }, { annotation: 'naked' })
    expect(textsOf(tangled)).toEqual({ 'a.py': 'x\ny\n' })
  })

  it('without lines is an empty file where nothing is annotated', async () => {
    expect(textsOf(await tanglePage(block('.ts file=a.ts')))).toEqual({ 'a.ts': '' })
  })

  it('is hidden in a comment', async () => {
    const { pages } = await tanglePage(['<!-- a', ...block('.ts #a', 'x'), '-->', ...block('.ts #b', 'y')])
    expect(pages[0]?.blocks.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['a', true],
      ['b', false],
    ])
  })

  it('has its places', async () => {
    const { pages } = await tanglePage(['- x', '', '  ``` {.ts #a file=a.ts mode=755}', '  <<b>>', '  ```'])
    const [found] = pages[0]?.blocks ?? []
    expect(found).toMatchObject({
      fence: { start: { line: 2, column: 2 }, end: { line: 2, column: 33 } },
      endLine: 4,
      nameLocation: { start: { line: 2, column: 11 }, end: { line: 2, column: 13 } },
      mode: 0o755,
      target: 'a.ts',
      language: 'ts',
    })
    expect(found?.attributes.get('file')?.location.start).toEqual({ line: 2, column: 14 })
    expect(found?.lines[0]?.reference?.location.start).toEqual({ line: 3, column: 2 })
  })
})

describe('the basic style', () => {
  const basic = 'style = "basic"\n'

  it('takes the language from the fence and the rest from the block', async () => {
    const tangled = await tanglePage(['```python', '#| file: a.py', '#| id: main', 'x', '```'], basic)
    expect(textsOf(tangled)).toEqual({ 'a.py': 'x\n' })
    expect(tangled.pages[0]?.blocks[0]).toMatchObject({ name: 'main', language: 'python' })
  })

  it('takes attributes without braces as well', async () => {
    expect(textsOf(await tanglePage(['```python file=a.py', 'x', '```'], basic))).toEqual({ 'a.py': 'x\n' })
  })

  it('opens a block at every fence, and says what a longer one does', async () => {
    const tangled = await tanglePage(['````md', '```python', '#| file: a.py', 'x', '```', '````', '```'], basic)
    expect(textsOf(tangled)).toEqual({})
    expect(briefly(tangled)).toEqual([
      'a.md:1:1 warning stray-fence In the basic style a longer fence opens a block as well, and the next line of three backticks ends it.',
      'a.md:6:1 warning stray-fence In the basic style a longer fence opens a block as well, and the next line of three backticks ends it.',
    ])
  })

  it('says nothing of what a site generator puts behind the language', async () => {
    expect(briefly(await tanglePage(['```js {1,3}', 'x', '```', '```js:line-numbers', 'y', '```'], basic))).toEqual([])
  })

  it('tells of a header in a language that is not known', async () => {
    const tangled = await tanglePage(['```ts', '//| file: a.ts', 'x', '```', '```', '#| id: a', '```'], basic)
    expect(briefly(tangled)).toEqual([
      'a.md:1:1 warning unknown-language The header of this block is not read: Entangled knows no language ts.',
      'a.md:5:1 warning unknown-language The header of this block is not read, since the block has no language.',
    ])
  })
})

describe('own markers', () => {
  it('decide what is a block', async () => {
    const config = `[markers]\nopen = '(?P<indent>)@@@(?P<properties>.*)$'\nclose = '(?P<indent>)@@@$'\nbegin_ignore = '%%%$'\nend_ignore = '%%%$'\n`
    const lines = ['%%%', '@@@ .ts file=no.ts', '@@@', '%%%', '@@@ .ts file=a.ts', 'x', '@@@']
    expect(textsOf(await tanglePage(lines, config))).toEqual({ 'a.ts': 'x\n' })
  })
})

describe('errors', () => {
  it.each([
    [
      'no closing fence',
      ['``` {.ts #a}', 'x', ' ```'],
      'a.md:1:1 error unclosed-fence The block has no closing fence.',
    ],
    [
      'no end of a region',
      ['~~~markdown', 'x'],
      'a.md:1:1 error unclosed-fence The region that is not read has no end.',
    ],
    [
      'a closing fence that is indented less',
      ['  ``` {.ts #a}', '  x', '```'],
      'a.md:3:1 error bad-indent This fence closes a block that is indented more.',
    ],
    [
      'a line that is indented less',
      ['  ``` {.ts #a}', ' x', 'y', '  ```'],
      'a.md:2:1 error bad-indent This line does not start with the indent of the fence that it stands in.',
    ],
    [
      'a line with other white space',
      ['\t``` {.ts #a}', '    x', '\t```'],
      'a.md:2:1 error bad-indent This line does not start with the indent of the fence that it stands in.',
    ],
    [
      'a mode that is none',
      block('.ts file=a.ts mode=rwx', 'x'),
      'a.md:1:20 error invalid-attribute `mode` must be octal digits, such as 0755, not rwx.',
    ],
  ])('%s', async (_, lines, expected) => {
    expect(briefly(await tanglePage(lines))).toEqual([expected])
  })

  it('of all sources are reported in one run', async () => {
    const tangled = await tangleFiles({
      'a.md': '``` {.python #a}\n',
      'b.md': '  ``` {.python #a}\n  ```\n\n~~~markdown\n',
    })
    expect(briefly(tangled)).toEqual([
      'a.md:1:1 error unclosed-fence The block has no closing fence.',
      'b.md:4:1 error unclosed-fence The region that is not read has no end.',
    ])
  })
})

// Entangled says nothing of these, and what it makes of them has to stay.
describe('warnings', () => {
  it.each([
    [
      'an attribute that cannot be read',
      block('.ts #1a file=a.ts', 'x'),
      'a.md:1:10 warning unreadable-attribute `#1a file=a.ts` cannot be read, and Entangled drops it.',
    ],
    [
      'two equals signs',
      block('.ts file=a=b.ts', 'x'),
      'a.md:1:10 warning unreadable-attribute `file=a=b.ts` has the key `file=a`.',
    ],
    [
      'single quotes',
      block(".ts file='a.ts'", 'x'),
      "a.md:1:10 warning unreadable-attribute `file='a.ts'` keeps its single quotes.",
    ],
    [
      'two names',
      block('.ts #a #b', 'x'),
      'a.md:1:13 warning duplicate-attribute `#b` has no effect, since `#a` stands before it.',
    ],
    [
      'a key with two values',
      block('.ts file=a.ts file=b.ts', 'x'),
      'a.md:1:20 warning duplicate-attribute `file=b.ts` has no effect, since `file=a.ts` stands before it.',
    ],
    [
      'a file without a name',
      block('.ts file=""', 'x'),
      'a.md:1:10 warning invalid-attribute `file` is empty: no file is written.',
    ],
    [
      'a block quote',
      ['> ``` {.ts file=a.ts}', '> x', '> ```'],
      'a.md:1:3 warning fence-not-read This block stands in a block quote; Entangled does not read it, and it is not tangled.',
    ],
    [
      'four backticks',
      ['```` {.ts file=a.ts}', 'x', '````'],
      'a.md:1:1 warning fence-not-read This block is fenced by 4 backticks; Entangled does not read it, and it is not tangled.',
    ],
    [
      'tildes',
      ['~~~ {.ts #a}', 'x', '~~~'],
      'a.md:1:1 warning fence-not-read This block is fenced by tildes; Entangled does not read it, and it is not tangled.',
    ],
    [
      'a byte order mark',
      ['\uFEFF``` {.ts #a}', 'x', '```'],
      'a.md:1:1 warning fence-not-read This block stands behind a byte order mark; Entangled does not read it, and it is not tangled.',
    ],
    [
      'a block inside a longer fence (vector 6)',
      ['````md', ...block('.ts file=demo.ts', 'x'), '````'],
      'a.md:2:1 warning stray-fence This block stands inside another fence; Entangled reads it, so it is tangled.',
    ],
  ])('%s', async (_, lines, expected) => {
    expect(briefly(await tanglePage(lines))).toEqual([expected])
  })
})
