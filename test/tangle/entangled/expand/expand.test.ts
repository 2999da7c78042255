import { describe, expect, it } from 'vitest'
import { originAt, targetsAt } from '../../../../tangle/model/origin-map.ts'
import { briefly, tangleFiles, tanglePage, textsOf } from '../entangled-project.ts'

const block = (attributes: string, ...content: string[]) => [`\`\`\` {${attributes}}`, ...content, '```', '']
const page = (...blocks: string[][]) => `${blocks.flat().join('\n')}\n`

describe('expansion', () => {
  it('gives every line the indent of the reference, blank ones, too (vector 1)', async () => {
    const tangled = await tanglePage([
      ...block('.ts file=x.ts', 'f {', '  <<v>>', '}'),
      ...block('.ts #v', '1', '', '2'),
    ])
    expect(textsOf(tangled)).toEqual({ 'x.ts': 'f {\n  1\n  \n  2\n}\n' })
  })

  it('adds the indents of nested references', async () => {
    const tangled = await tanglePage([
      ...block('.ts file=x.ts', '  <<a>>'),
      ...block('.ts #a', 'a', '\t<<b>>'),
      ...block('.ts #b', 'b', ''),
    ])
    expect(textsOf(tangled)).toEqual({ 'x.ts': '  a\n  \tb\n  \t\n' })
  })

  it('leaves blank lines of the target itself as they are', async () => {
    const tangled = await tanglePage(block('.ts file=x.ts', 'a', '', '  ', 'b'))
    expect(textsOf(tangled)).toEqual({ 'x.ts': 'a\n\n  \nb\n' })
  })

  it('takes a reference that is alone on its line, white space apart (vector 2)', async () => {
    const lines = ['a = <<v>>', '// <<v>>', '<<v>>;', '<<v>>  ', '\\<<v>>', '<< v>>', '<<v+>>', '<<>>']
    const tangled = await tanglePage([...block('.ts file=x.ts', ...lines), ...block('.ts #v', '1')])
    expect(textsOf(tangled)['x.ts']?.split('\n')).toEqual([...lines.slice(0, 3), '1', ...lines.slice(4), ''])
    expect(briefly(tangled)).toEqual([
      'a.md:2:5 warning not-a-reference <<v>> is not expanded: there is other text on its line.',
      'a.md:3:4 warning not-a-reference <<v>> is not expanded: there is other text on its line.',
      'a.md:4:1 warning not-a-reference <<v>> is not expanded: there is other text on its line.',
      'a.md:7:1 warning not-a-reference << v>> is no reference: its name has other characters.',
      'a.md:8:1 warning not-a-reference <<v+>> is no reference: its name has other characters.',
    ])
  })

  it('knows names of any script, with dots, slashes and colons', async () => {
    const names = ['größe', 'a.b-c_d/e', 'x:y', '例1']
    const tangled = await tanglePage([
      ...block('.ts file=x.ts', ...names.map((name) => `<<${name}>>`)),
      ...names.slice(1, 3).flatMap((name) => block(`.ts #${name}`, name)),
    ])
    // An id begins with an ASCII letter, so the others cannot be defined (4.1).
    expect(textsOf(tangled)).toEqual({ 'x.ts': 'a.b-c_d/e\nx:y\n' })
    expect(briefly(tangled)).toEqual([
      'a.md:2:1 error undefined-name Block <<größe>> is not defined.',
      'a.md:5:1 error undefined-name Block <<例1>> is not defined.',
    ])
  })

  it('puts parts together in the order of sources and blocks', async () => {
    const tangled = await tangleFiles(
      {
        'b.md': page(block('.python #imports', 'b')),
        'a.md': page(
          block('.python #imports', 'a1'),
          block('.python file=x.py', '<<imports>>'),
          block('.python #imports', 'a2'),
        ),
      },
      { annotation: 'naked' },
    )
    expect(textsOf(tangled)).toEqual({ 'x.py': 'a1\na2\nb\n' })
  })

  it('may use a name often, and in several files', async () => {
    const tangled = await tanglePage([
      ...block('.ts file=x.ts', '<<e>>', '<<e>>'),
      ...block('.ts file=y.ts', '<<e>>'),
      ...block('.ts #e', 'e'),
    ])
    expect(textsOf(tangled)).toEqual({ 'x.ts': 'e\ne\n', 'y.ts': 'e\n' })
    expect(briefly(tangled)).toEqual([])
  })

  it('is deep where it has to be', async () => {
    const depth = 900
    const blocks = Array.from({ length: depth }, (_, n) =>
      block(`.ts #n${n}`, n === depth - 1 ? 'end' : `<<n${n + 1}>>`),
    )
    const tangled = await tanglePage([...block('.ts file=x.ts', '<<n0>>'), ...blocks.flat()])
    expect(textsOf(tangled)).toEqual({ 'x.ts': 'end\n' })
  })
})

describe('targets', () => {
  it('are known by the id, which the file is no other name for (vector 3)', async () => {
    const tangled = await tanglePage([...block('.ts #main file=x.ts', 'x'), ...block('.ts file=y.ts', '<<x.ts>>')])
    expect(briefly(tangled)).toEqual(['a.md:6:1 error undefined-name Block <<x.ts>> is not defined.'])
    expect(tangled.diagnostics[0]?.hint).toBe('Did you mean <<main>>?')
  })

  it('are known by their file where there is no id', async () => {
    const tangled = await tanglePage([...block('.ts file=x.ts', 'x'), ...block('.ts file=y.ts', '<<x.ts>>')])
    expect(textsOf(tangled)).toEqual({ 'x.ts': 'x\n', 'y.ts': 'x\n' })
  })

  it('of several names are those of the last one (vector 4)', async () => {
    const tangled = await tanglePage([...block('.ts file=./x.ts', '1'), ...block('.ts file=x.ts', '2')])
    expect(textsOf(tangled)).toEqual({ 'x.ts': '2\n' })
    expect(tangled.targets[0]?.root.fence.start.line).toBe(4)
    expect(briefly(tangled)).toEqual([
      'a.md:1:10 warning two-names-for-one-file x.ts is not written by <<./x.ts>>: the last block that names it is <<x.ts>>.',
    ])
  })

  it('have the mode that the first block of their name gives', async () => {
    const tangled = await tanglePage([
      ...block('.sh file=x.sh mode=0755', 'x'),
      ...block('.sh file=x.sh mode=0700', 'y'),
      ...block('.sh #y file=y.sh', 'y'),
      ...block('.sh #y mode=755', 'y'),
    ])
    expect(tangled.targets.map(({ path, mode }) => [path, mode])).toEqual([
      ['x.sh', 0o755],
      ['y.sh', undefined],
    ])
  })

  it('stay in the project', async () => {
    const tangled = await tanglePage([
      ...block('.ts file=../x.ts', 'x'),
      ...block('.ts file=/nowhere/x.ts', 'x'),
      ...block('.ts file=a/../../x.ts', 'x'),
      ...block('.ts file=.git/hooks/pre-commit', 'x'),
    ])
    expect(textsOf(tangled)).toEqual({})
    expect(tangled.diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(
      Array.from({ length: 4 }, () => 'error path-outside-project'),
    )
  })

  it('that differ in case only are reported', async () => {
    const tangled = await tanglePage([...block('.ts file=x.ts', 'x'), ...block('.ts file=X.ts', 'x')])
    expect(briefly(tangled)).toEqual([
      'a.md:5:10 warning case-collision X.ts and x.ts differ only in case: on many disks they are one file.',
    ])
  })
})

describe('namespaces', () => {
  const sources = {
    'a.md': page(block('.python #imports', 'a'), block('.python file=a.py', '<<imports>>')),
    'b.md': page(block('.python #imports', 'b'), block('.python file=b.py', '<<imports>>')),
  }
  const config = (...lines: string[]) => ({
    'entangled.toml': ['version = "2.4"', 'annotation = "naked"', ...lines, ''].join('\n'),
  })

  it('are one, unless the configuration says otherwise (vector 8)', async () => {
    expect(textsOf(await tangleFiles({ ...config(), ...sources }))).toEqual({ 'a.py': 'a\nb\n', 'b.py': 'a\nb\n' })
  })

  it('are those of each source where they are private (vector 8)', async () => {
    const tangled = await tangleFiles({ ...config('namespace_default = "private"'), ...sources })
    expect(textsOf(tangled)).toEqual({ 'a.py': 'a\n', 'b.py': 'b\n' })
  })

  it('are reached by the path of a source', async () => {
    const tangled = await tangleFiles({
      ...config('namespace_default = "private"'),
      'docs/a.md': page(block('.python #x', 'x')),
      'b.md': page(block('.python file=b.py', '<<docs/a.md::x>>', '<<x>>')),
    })
    expect(textsOf(tangled)).toEqual({ 'b.py': 'x\n' })
    expect(briefly(tangled)).toEqual([
      'b.md:3:1 error undefined-name Block <<x>> is not defined in the namespace b.md.',
    ])
    expect(tangled.diagnostics[0]?.hint).toBe('Did you mean <<docs/a.md::x>>?')
  })

  it('are absolute with colons in the name (vector 9)', async () => {
    const front = (namespace: string) => [
      '---',
      'entangled:',
      '  version: "2.4"',
      `  namespace: ${namespace}`,
      '---',
      '',
    ]
    const tangled = await tangleFiles({
      ...config(),
      'p.md': page(
        front('p'),
        block('.python file=x.py', '<<q>>', '<<q::r>>', '<<p::q>>'),
        block('.python #q', 'p::q'),
      ),
      'q.md': page(front('q'), block('.python #r', 'q::r')),
      'r.md': page(front('p::q'), block('.python #r', 'p::q::r')),
    })
    expect(textsOf(tangled)).toEqual({ 'x.py': 'p::q\nq::r\np::q\n' })
    expect(briefly(tangled)).toEqual([])
  })

  it('have no way back to the global one', async () => {
    const tangled = await tangleFiles({
      ...config(),
      'a.md': page(block('.python #x', 'x')),
      'b.md': page(['---', 'entangled: { version: "2.4", namespace: b }', '---'], block('.python file=b.py', '<<x>>')),
    })
    expect(briefly(tangled)).toEqual(['b.md:5:1 error undefined-name Block <<x>> is not defined in the namespace b.'])
  })

  it('leave paths of targets alone', async () => {
    const tangled = await tangleFiles({
      ...config('namespace = "n"'),
      'docs/a.md': page(block('.python file=x.py', 'x')),
    })
    expect(tangled.targets.map((target) => target.path)).toEqual(['x.py'])
  })
})

describe('errors of references', () => {
  it('stand at the reference, with the way that led there', async () => {
    const tangled = await tanglePage([
      ...block('.ts file=x.ts', '<<a>>'),
      ...block('.ts #a', 'a', '  <<uplod>>'),
      ...block('.ts #upload', 'x'),
    ])
    expect(tangled.diagnostics[0]).toMatchObject({
      code: 'undefined-name',
      severity: 'error',
      location: { file: 'a.md', start: { line: 6, column: 2 }, end: { line: 6, column: 11 } },
      related: [{ message: '<<a>> is needed here', location: { start: { line: 1, column: 0 } } }],
      hint: 'Did you mean <<upload>>?',
    })
  })

  it('are reported once, however many targets have them', async () => {
    const tangled = await tanglePage([
      ...block('.ts file=x.ts', '<<a>>', '<<a>>'),
      ...block('.ts file=y.ts', '<<a>>'),
      ...block('.ts #a', '<<none>>'),
    ])
    expect(briefly(tangled)).toEqual(['a.md:11:1 error undefined-name Block <<none>> is not defined.'])
  })

  it('leave the other targets alone', async () => {
    const tangled = await tanglePage([...block('.ts file=x.ts', '<<none>>'), ...block('.ts file=y.ts', 'y')])
    expect(textsOf(tangled)).toMatchObject({ 'y.ts': 'y\n' })
  })

  it('name all members of a cycle (vector 10)', async () => {
    const tangled = await tanglePage([
      ...block('.ts file=x.ts', '<<a>>'),
      ...block('.ts #a', '<<b>>'),
      ...block('.ts #b', '  <<a>>'),
    ])
    expect(briefly(tangled)).toEqual([
      'a.md:10:3 error reference-cycle The references go round in a circle: a -> b -> a.',
    ])
    expect(tangled.diagnostics[0]?.related).toEqual([
      { message: '<<a>> refers to <<b>>', location: expect.objectContaining({ start: { line: 5, column: 0 } }) },
      { message: '<<b>> refers to <<a>>', location: expect.objectContaining({ start: { line: 9, column: 2 } }) },
    ])
  })

  it('name a block that refers to itself', async () => {
    const tangled = await tanglePage(block('.ts #a file=x.ts', '<<a>>'))
    expect(briefly(tangled)).toEqual(['a.md:2:1 error reference-cycle The references go round in a circle: a -> a.'])
  })

  it('are warnings where no target needs the block, as Entangled never looks there', async () => {
    const tangled = await tanglePage([
      ...block('.ts file=x.ts', 'x'),
      ...block('.ts #lost', '<<none>>'),
      ...block('.ts #round', '<<round>>'),
    ])
    expect(briefly(tangled)).toEqual([
      'a.md:6:1 warning undefined-name Block <<none>> is not defined.',
      'a.md:10:1 warning reference-cycle The references go round in a circle: round -> round.',
    ])
  })

  it('end what doubles without end', async () => {
    const doublings = Array.from({ length: 40 }, (_, n) => block(`.python #n${n}`, `<<n${n + 1}>>`, `<<n${n + 1}>>`))
    const source = page(block('.python file=x.py', '<<n0>>'), ...doublings, block('.python #n40', 'x'))
    const tangled = await tangleFiles({ 'a.md': source }, { limits: { lines: 1000, characters: 100_000, depth: 100 } })
    expect(briefly(tangled)).toEqual([
      'a.md:2:1 error expansion-limit The expansion of <<x.py>> has more than 1000 lines.',
    ])
  })
})

describe('origins', () => {
  it('lead from every line of a target to its page, annotations apart', async () => {
    const tangled = await tangleFiles({
      'a.md': page(['- list', ''], block('.python file=x.py', '#!/bin/sh', 'def f():', '    <<body>>'), [
        '  ``` {.python #body}',
        '  a',
        '',
        '  b',
        '  ```',
      ]),
    })
    const [target] = tangled.targets
    if (!target) throw new Error('There is a target.')
    const lines = tangled.pages[0]?.lines ?? []
    const found = target.lines.map(({ text, segments }, line) => {
      const [segment] = segments
      if (!segment) return `${text} =>`
      const { position } = originAt(target, { line, column: segment.column }) ?? segment.origin
      return `${text} => ${position.line}:${position.column} ${lines[position.line]?.slice(position.column)}`
    })
    expect(found).toEqual([
      '#!/bin/sh => 3:0 #!/bin/sh',
      '# ~/~ begin <<a.md#x.py>>[init] =>',
      'def f(): => 4:0 def f():',
      '    # ~/~ begin <<a.md#body>>[init] =>',
      '    a => 9:2 a',
      '     => 10:0 ',
      '    b => 11:2 b',
      '    # ~/~ end =>',
      '# ~/~ end =>',
    ])
    expect(originAt(target, { line: 4, column: 4 })?.via?.reference.name).toBe('body')
    expect(targetsAt(tangled.targets, 'a.md', { line: 11, column: 2 })).toEqual([
      { target, position: { line: 6, column: 4 } },
    ])
  })
})
