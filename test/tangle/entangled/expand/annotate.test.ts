import { describe, expect, it } from 'vitest'
import { briefly, tangleFiles, textsOf } from '../entangled-project.ts'

const block = (attributes: string, ...content: string[]) => [`\`\`\` {${attributes}}`, ...content, '```', '']
const page = (...blocks: string[][]) => `${blocks.flat().join('\n')}\n`

// The example of the syntax specification, 8.3.
const example = {
  'a.md': page(
    block('.css file=o.css', '@layer a {', '  <<c>>', '}'),
    block('.css #c', 'x{}'),
    block('.css #c', 'y{}'),
  ),
  'b.md': page(block('.css #c', 'z{}')),
}
const annotated = `/* ~/~ begin <<a.md#o.css>>[init] */
@layer a {
  /* ~/~ begin <<a.md#c>>[init] */
  x{}
  /* ~/~ end */
  /* ~/~ begin <<a.md#c>>[1] */
  y{}
  /* ~/~ end */
  /* ~/~ begin <<b.md#c>>[0] */
  z{}
  /* ~/~ end */
}
/* ~/~ end */
`

describe('annotations', () => {
  it('are those of the specification in the standard style', async () => {
    expect(textsOf(await tangleFiles(example))).toEqual({ 'o.css': annotated })
  })

  it('are the same in the supplemented style', async () => {
    const config = { 'entangled.toml': 'version = "2.0"\nannotation = "supplemented"\n' }
    expect(textsOf(await tangleFiles({ ...config, ...example }))).toEqual({ 'o.css': annotated })
  })

  it('are none in the naked style', async () => {
    const config = { 'entangled.toml': 'version = "2.0"\nannotation = "naked"\n' }
    expect(textsOf(await tangleFiles({ ...config, ...example }))).toEqual({
      'o.css': '@layer a {\n  x{}\n  y{}\n  z{}\n}\n',
    })
  })

  it('are what the caller asks for, whatever the configuration says', async () => {
    const naked = { 'entangled.toml': 'version = "2.0"\nannotation = "naked"\n' }
    expect(textsOf(await tangleFiles({ ...naked, ...example }, { annotation: 'standard' }))).toEqual({
      'o.css': annotated,
    })
  })

  it('number the parts of a target as well', async () => {
    const source = page(block('.lua file=x.lua', 'a'), block('.lua file=x.lua', 'b'))
    expect(textsOf(await tangleFiles({ 'docs/a.md': source }))).toEqual({
      'x.lua': `-- ~/~ begin <<docs/a.md#x.lua>>[init]
a
-- ~/~ end
-- ~/~ begin <<docs/a.md#x.lua>>[1]
b
-- ~/~ end
`,
    })
  })

  it('have the name as it is written, and the namespace', async () => {
    const config = { 'entangled.toml': 'version = "2.4"\nnamespace_default = "private"\n' }
    expect(textsOf(await tangleFiles({ ...config, 'docs/a.md': page(block('.go file=./x.go', 'x')) }))).toEqual({
      'x.go': '// ~/~ begin <<docs/a.md#docs/a.md::./x.go>>[init]\nx\n// ~/~ end\n',
    })
  })

  it('stand around a block without lines', async () => {
    expect(textsOf(await tangleFiles({ 'a.md': page(block('.nix file=x.nix')) }))).toEqual({
      'x.nix': '# ~/~ begin <<a.md#x.nix>>[init]\n# ~/~ end\n',
    })
  })

  it.each([
    ['awk', '#', ''],
    ['sh', '#', ''],
    ['c++', '/*', ' */'],
    ['python', '#', ''],
    ['rust', '//', ''],
    ['haskell', '--', ''],
    ['ml', '(*', ' *)'],
    ['racket', ';', ''],
    ['julia', '#', ''],
    ['java', '//', ''],
    ['purs', '--', ''],
    ['css', '/*', ' */'],
    ['lua', '--', ''],
    ['makefile', '#', ''],
    ['gnuplot', '#', ''],
    ['toml', '#', ''],
    ['yaml', '#', ''],
    ['fsharp', '//', ''],
    ['ecma', '//', ''],
    ['golang', '//', ''],
    ['rlang', '#', ''],
    ['nix', '#', ''],
    // Entangled fails with these, unless the configuration names them (defect D30).
    ['typescript', '//', ''],
    ['tsx', '//', ''],
    ['html', '<!--', ' -->'],
    ['sql', '--', ''],
  ])('have the comments of %s', async (language, open, close) => {
    const tangled = await tangleFiles({ 'a.md': page(block(`.${language} file=x`, 'x')) })
    expect(textsOf(tangled)).toEqual({
      x: `${open} ~/~ begin <<a.md#x>>[init]${close}\nx\n${open} ~/~ end${close}\n`,
    })
    expect(briefly(tangled)).toEqual([])
  })

  it('have the comments that the configuration gives, to the letter', async () => {
    const config = `version = "2.0"\n[[languages]]\nname = "HTML"\nidentifiers = ["html"]\ncomment = { open = "<!-- ~~ ", close = " -->" }\n`
    const tangled = await tangleFiles({ 'entangled.toml': config, 'a.md': page(block('.html file=x', 'x')) })
    expect(textsOf(tangled)).toEqual({
      x: '<!-- ~~  ~/~ begin <<a.md#x>>[init]  -->\nx\n<!-- ~~  ~/~ end  -->\n',
    })
  })

  it.each([
    ['.json', 'The comments of the language json are not known, so the block cannot be annotated.'],
    ['', 'The block has no language, so it cannot be annotated.'],
  ])('are an error in a language without comments: {%s}', async (language, message) => {
    const source = page(block('.python file=x.py', '<<a>>'), block(`${language} #a`, 'a'))
    expect(briefly(await tangleFiles({ 'a.md': source }))).toEqual([`a.md:5:1 error unknown-language ${message}`])
    const naked = await tangleFiles({ 'a.md': source }, { annotation: 'naked' })
    expect(textsOf(naked)).toEqual({ 'x.py': 'a\n' })
    expect(briefly(naked)).toEqual([])
  })

  it('are looked after in blocks that no target needs', async () => {
    const tangled = await tangleFiles({ 'a.md': page(block('.brainfuck #a', 'x'), block('.brainfuck .eval', 'x')) })
    expect(briefly(tangled)).toEqual(['a.md:1:1 warning unknown-language Entangled knows no language brainfuck.'])
  })
})
