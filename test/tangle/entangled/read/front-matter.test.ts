import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../../../tangle/entangled/config/parse-yaml.ts'
import { openEntangledProject } from '../../../../tangle/entangled/tangle-project.ts'
import { MemoryFileSystem } from '../../../../tangle/write/memory-file-system.ts'
import { briefly, tangleFiles, textsOf } from '../entangled-project.ts'

const target = ['```python', '#| file: x.py', 'x', '```', '']
const braced = ['``` {.python file=y.py}', 'y', '```', '']
const page = (...parts: (readonly string[])[]) => parts.flat().join('\n')
const front = (...lines: string[]) => ['---', ...lines, '---', '']

describe('the front matter', () => {
  it('has the settings of one source', async () => {
    const tangled = await tangleFiles(
      {
        'a.md': page(front('title: A', 'entangled:', '  version: "2.4"', '  style: basic'), target),
        'b.md': page(braced),
      },
      { annotation: 'naked' },
    )
    expect(textsOf(tangled)).toEqual({ 'x.py': 'x\n', 'y.py': 'y\n' })
  })

  it('speaks for the whole run where there is one source', async () => {
    const source = page(front('entangled: { version: "2.4", annotation: naked }'), braced)
    expect(textsOf(await tangleFiles({ 'a.md': source }))).toEqual({ 'y.py': 'y\n' })
  })

  it('speaks for the reading only where there are several', async () => {
    const source = page(front('entangled: { version: "2.4", annotation: naked }'), braced)
    expect(textsOf(await tangleFiles({ 'a.md': source, 'b.md': '' }))['y.py']).toMatch(/^# ~\/~ begin/)
  })

  it('works without a configuration where Entangled has left its database', async () => {
    const files = {
      '.entangled/filedb.json': '{"version":"2.4.2","files":{},"targets":[]}',
      'README.md': page(front('entangled: { version: "2.4", style: basic }'), target),
    }
    const project = await openEntangledProject(new MemoryFileSystem(files))
    expect(project && textsOf(project.tangled)).toEqual({
      'x.py': '# ~/~ begin <<README.md#x.py>>[init]\nx\n# ~/~ end\n',
    })
  })

  it.each([
    ['is empty', front()],
    ['has nothing for Entangled', front('title: A', 'tags: [a, b]')],
    ['has an empty key', front('entangled:')],
    ['has a key twice', front('a: 1', 'a: 2')],
  ])('that %s changes nothing', async (_, lines) => {
    const tangled = await tangleFiles({ 'a.md': page(lines, braced) }, { annotation: 'naked' })
    expect(textsOf(tangled)).toEqual({ 'y.py': 'y\n' })
    expect(briefly(tangled)).toEqual([])
  })

  // Entangled fails at these (defect D36).
  it.each([
    ['a thematic break', ['---', '']],
    ['a list', front('- a', '- b')],
    ['words between dashes', front('Just: words: here')],
    ['dashes with a word behind', ['---x', 'a', '']],
  ])('is text if it is %s', async (_, lines) => {
    const tangled = await tangleFiles({ 'a.md': page(lines, braced) }, { annotation: 'naked' })
    expect(textsOf(tangled)).toEqual({ 'y.py': 'y\n' })
    expect(briefly(tangled)).toEqual([])
  })

  it('hides no block of such a text', async () => {
    const tangled = await tangleFiles({ 'a.md': page(['---'], braced, ['---', '']) }, { annotation: 'naked' })
    expect(textsOf(tangled)).toEqual({ 'y.py': 'y\n' })
  })

  it.each([
    [
      front('entangled:', '  style: basic'),
      'a.md:2:1 error invalid-setting In the front matter: `version` is missing. Write `version = "2.0"`.',
    ],
    [
      front('title: A', 'entangled:', '  version: "2.4"', '  annotation: none'),
      'a.md:5:3 error invalid-setting In the front matter: `annotation` must be "standard" or "naked" or "supplemented", not "none".',
    ],
    [
      front('entangled: true'),
      'a.md:2:1 error invalid-setting In the front matter: The settings must be a table, not true.',
    ],
    [
      front('entangled:', '  version: "2.4"', '  hook: [a'),
      'a.md:4:11 error invalid-setting The front matter is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ].',
    ],
    [
      front('entangled:', '  version: "2.4"', '  styl: basic'),
      'a.md:4:3 warning invalid-setting `styl` is not a key of Entangled 2.4 and has no effect. Did you mean `style`?',
    ],
  ])('reports what is wrong at its line: %j', async (lines, expected) => {
    expect(briefly(await tangleFiles({ 'a.md': page(lines) }))).toEqual([expected])
  })
})

describe('YAML', () => {
  it.each([
    ['0755', 493],
    ['0o755', '0o755'],
    ['yes', true],
    ['off', false],
    ['y', 'y'],
    ['N', 'N'],
    ['{ a: 1, a: 2 }', { a: 2 }],
  ])('%s is read as PyYAML reads it', (text, value) => {
    expect(parseYaml(text).toJS()).toEqual(value)
  })
})
