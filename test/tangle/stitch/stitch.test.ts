import { describe, expect, it } from 'vitest'
import { tangledProject } from './memory-project.ts'
import { page, stitched } from './reading-page.ts'

describe('an edit of a target', () => {
  it('that is none changes no byte', async () => {
    const project = await tangledProject({ 'a.md': page })
    const before = new Map(project.fileSystem.files)
    expect(await project.stitch()).toEqual({ written: [], diagnostics: [] })
    expect(new Map(project.fileSystem.files)).toEqual(before)
  })

  it.each(page.split('\n').filter((line) => /[a-z(]/.test(line) && !/^[#`T]|<</.test(line)))(
    'of the line %j is found in its place and nowhere else',
    async (line) => {
      expect(await stitched(line.trim(), `${line.trim()} // edited`)).toBe(page.replace(line, `${line} // edited`))
    },
  )

  it('that deletes a line', async () => {
    expect(await stitched('    hide(a)\n', '')).toBe(page.replace('  hide(a)\n', ''))
  })

  it('that deletes all lines of a block', async () => {
    expect(await stitched('const b = read()\n', '')).toBe(page.replace('const b = read()\n', ''))
  })

  it('that adds a block of lines with another indent', async () => {
    expect(await stitched('    hide(a)\n', '    hide(a)\n    if (c) {\n\n      d()\n    }\n')).toBe(
      page.replace('  hide(a)\n', '  hide(a)\n  if (c) {\n\n    d()\n  }\n'),
    )
  })

  it.each([
    [
      'deeper, it belongs to the block that the reference stands for',
      '  }\n}',
      '  }\n  more()\n}',
      '}\n```\n',
      '}\nmore()\n```\n',
    ],
    [
      'less deep, it belongs to the block with the reference',
      '  }\n}',
      '  }\nmore()\n}',
      '<<each>>\n',
      '<<each>>\nmore()\n',
    ],
    ['as deep, it goes on what stands above', 'read()\n\n', 'read()\nmore()\n\n', 'read()\n', 'read()\nmore()\n'],
    ['at the end of the target', '}\n', '}\nmore()\n', '<<each>>\n}\n', '<<each>>\n}\nmore()\n'],
    ['at its start', 'start()', 'more()\nstart()', 'start()', 'more()\nstart()'],
  ])('at the edge of a block: %s', async (_, before, after, pageBefore, pageAfter) => {
    const lastOf = (text: string) => text.lastIndexOf(before)
    const project = await tangledProject({ 'a.md': page })
    const text = project.read('x.ts')
    const at = before === '}\n' || before === '  }\n}' ? lastOf(text) : text.indexOf(before)
    const edited = text.slice(0, at) + after + text.slice(at + before.length)
    project.write('x.ts', edited)
    expect((await project.stitch()).diagnostics).toEqual([])
    const place = pageBefore.startsWith('}') ? page.lastIndexOf(pageBefore) : page.indexOf(pageBefore)
    expect(project.read('a.md')).toBe(page.slice(0, place) + pageAfter + page.slice(place + pageBefore.length))
    expect(project.read('x.ts')).toBe(edited)
  })

  it('fills an empty target', async () => {
    const text = '```ts {file=x.ts}\n```\n'
    const project = await tangledProject({ 'a.md': text })
    project.write('x.ts', 'first()\n')
    expect((await project.stitch()).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe('```ts {file=x.ts}\nfirst()\n```\n')
  })

  it('that looks like a reference gets a backslash', async () => {
    expect(await stitched('show(a)', '<<each>>')).toBe(page.replace('show(a)', '\\<<each>>'))
  })

  it('that would close the fence makes it longer', async () => {
    expect(await stitched('const b = read()', '```')).toBe(
      page.replace('```ts {#read}\nconst b = read()\n```', '````ts {#read}\n```\n````'),
    )
  })

  it('of a header stays out: it is not in the target', async () => {
    const text = '```ts\n//| file: x.ts\none()\n```\n'
    expect(await stitched('one()', 'two()', text)).toBe(text.replace('one', 'two'))
  })
})

describe('the rest of a page keeps every byte', () => {
  it('vector 14: line ends of Windows and a mark at the start', async () => {
    const text = `\uFEFF${page}`.replaceAll('\n', '\r\n')
    expect(await stitched('    show(a)', '    show(a)\n    again(a)', text)).toBe(
      text.replace('  show(a)\r\n', '  show(a)\r\n  again(a)\r\n'),
    )
  })

  it('line ends of all kinds: a new line has that of its neighbour', async () => {
    const text = '```ts {file=x.ts}\r\none()\rtwo()\nthree()\r\n```\nend'
    expect(await stitched('one()\n', 'one()\nmore()\n', text)).toBe(text.replace('one()\r', 'one()\rmore()\r'))
    expect(await stitched('three()', 'four()', text)).toBe(text.replace('three', 'four'))
  })

  it.each([
    ['a list', '1. Do:\n\n   ```ts {file=x.ts}\n   one()\n\n   two()\n   ```\n', '   '],
    ['a fence that is a list item', '- ```ts {file=x.ts}\n  one()\n\n  two()\n  ```\n', '  '],
    ['a quote', '> ```ts {file=x.ts}\n> one()\n>\n> two()\n> ```\n', '> '],
    ['a comment', '<!--\n```ts {file=x.ts}\none()\n\ntwo()\n```\n-->\n', ''],
    ['a list with tabs', '- a\n\n\t```ts {file=x.ts}\n\tone()\n\n\ttwo()\n\t```\n', '\t'],
  ])('in %s a new line has the prefix of the others', async (_, text, prefix) => {
    expect(await stitched('one()\n', 'one()\n\n  more()\n', text)).toBe(
      text.replace('one()\n', `one()\n${prefix.trimEnd()}\n${prefix}  more()\n`),
    )
  })

  it('a target that a checkout gave line ends of Windows was not edited; and if it was, they do not count', async () => {
    const project = await tangledProject({ 'a.md': page })
    project.write('x.ts', project.read('x.ts').replaceAll('\n', '\r\n'))
    expect(await project.stitch()).toEqual({ written: [], diagnostics: [] })
    project.edit('x.ts', 'show(a)', 'shown(a)')
    expect((await project.stitch()).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(page.replace('show(a)', 'shown(a)'))
  })
})

it('takes any number of edits at once', async () => {
  const lines = Array.from({ length: 3000 }, (_, at) => `line ${at}`)
  const text = `\`\`\`ts {file=x.ts}\n${lines.join('\n')}\n\`\`\`\n`
  const project = await tangledProject({ 'a.md': text })
  project.write('x.ts', project.read('x.ts').replaceAll('line', 'row'))
  expect((await project.stitch()).diagnostics).toEqual([])
  expect(project.read('a.md')).toBe(text.replaceAll('line', 'row'))
})
