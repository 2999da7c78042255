import { describe, expect, it } from 'vitest'
import { explanations } from '../../../tangle/report/explanations.ts'
import { formatMermaid } from '../../../tangle/report/mermaid.ts'
import { temporaryProject } from '../temporary-project.ts'

const files = {
  'docs/a.md': `# A

\`\`\`ts {file=out/x.ts}
<<greet>>
  <<loop>>
\`\`\`

\`\`\`ts {#loop}
for (;;) {
  <<greet>>
}
\`\`\`
`,
  'docs/b.md': `\`\`\`ts {#greet}
import { a } from 'm'
a('hello')
\`\`\`

\`\`\`ts {#lonely}
\`\`\`
`,
}

describe.concurrent('tangle list', () => {
  it('lists targets and blocks, and who uses whom', async () => {
    const project = await temporaryProject(files)
    expect(await project.tangle('list')).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: `out/x.ts  docs/a.md:3:8  uses greet, loop

<<loop>>  docs/a.md:8:8  used by out/x.ts  uses greet
<<greet>>  docs/b.md:1:8  used by out/x.ts, loop
<<lonely>>  docs/b.md:6:8  used by nobody
`,
    })
  })

  it('draws them for Mermaid', async () => {
    const project = await temporaryProject(files)
    expect((await project.tangle('list', '--graph')).stdout).toBe(`flowchart LR
  b0["loop"]
  b1["greet"]
  b2["lonely"]
  t0(["out/x.ts"])
  b1 --> b0
  b1 --> t0
  b0 --> t0
`)
  })

  it('lists them for a program, with the targets at any depth', async () => {
    const project = await temporaryProject(files)
    const { stdout } = await project.tangle('list', '--reporter', 'json')
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      command: 'tangle list',
      targets: [{ path: 'out/x.ts', file: 'docs/a.md', line: 3, column: 8, uses: ['greet', 'loop'] }],
      blocks: [
        { name: 'loop', uses: ['greet'], usedBy: ['out/x.ts'], targets: ['out/x.ts'] },
        { name: 'greet', parts: [{ file: 'docs/b.md', line: 1 }], usedBy: ['out/x.ts', 'loop'], targets: ['out/x.ts'] },
        { name: 'lonely', usedBy: [], targets: [] },
      ],
    })
  })

  it('lists what there is of a web with holes, and says that it has some', async () => {
    const project = await temporaryProject(files)
    await project.edit('docs/b.md', '#greet', '#greeet')
    const { exitCode, stdout, stderr } = await project.tangle('list')
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: 'The pages have 2 errors; `tangle check` shows them.\n',
    })
    expect(stdout).toContain('<<greeet>>  docs/b.md:1:8  used by nobody')
  })

  it('quotes what Mermaid would take for something else', () => {
    const blocks = [{ name: 'a"]; end', uses: ['nobody'] }]
    expect(formatMermaid({ targets: [], blocks })).toBe('flowchart LR\n  b0["a#34;]#59; end"]\n')
  })
})

describe.concurrent('tangle locate', () => {
  it('leads from a target to its page, with the references on the way, and back', async () => {
    const project = await temporaryProject(files)
    await project.tangle()
    expect((await project.read('out/x.ts')).split('\n').slice(0, 6)).toEqual([
      "import { a } from 'm'",
      '',
      "a('hello')",
      '  for (;;) {',
      "    a('hello')",
      '  }',
    ])
    expect(await project.tangle('locate', 'out/x.ts:5:8')).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: 'docs/b.md:3:4  <<greet>>\n  via docs/a.md:10:3\n  via docs/a.md:5:3\n',
    })
    expect((await project.tangle('locate', 'out/x.ts:5')).stdout).toContain('docs/b.md:3:1  <<greet>>\n')
    // A merged import comes from each place that asks for it.
    expect((await project.tangle('locate', 'out/x.ts:1:10')).stdout).toMatch(/^docs\/b\.md:2:10 {2}<<greet>>\n/)
    expect(await project.tangle('locate', 'docs/b.md:3:4')).toMatchObject({
      exitCode: 0,
      stdout: 'out/x.ts:3:4\nout/x.ts:5:8\n',
    })
    expect((await project.tangle('locate', './docs/b.md:3')).stdout).toBe('out/x.ts:3:1\nout/x.ts:5:5\n')
    const { stdout } = await project.tangle('locate', 'out/x.ts:5:8', '--reporter', 'json')
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      command: 'tangle locate',
      places: [{ file: 'docs/b.md', line: 3, column: 4, block: 'greet', via: [{ line: 10 }, { line: 5 }] }],
    })
  })

  it('says where there is nothing, and what is no place', async () => {
    const project = await temporaryProject(files)
    expect(await project.tangle('locate', 'docs/a.md:1')).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'docs/a.md:1 is part of no target.\n',
    })
    expect(await project.tangle('locate', 'out/x.ts:99')).toMatchObject({
      exitCode: 1,
      stderr: 'out/x.ts has no line 99.\n',
    })
    for (const [place, message] of [
      ['out/y.ts:1', 'out/y.ts is neither a page nor a target. Did you mean out/x.ts?'],
      ['out/x.ts', '`out/x.ts` is no place.'],
      ['out/x.ts:0', '`out/x.ts:0` is no place.'],
      ['out/x.ts:1:0', '`out/x.ts:1:0` is no place.'],
    ] as const) {
      const { exitCode, stderr } = await project.tangle('locate', place)
      expect(exitCode).toBe(2)
      expect(stderr).toContain(message)
    }
    expect((await project.tangle('locate')).exitCode).toBe(2)
  })
})

describe.concurrent('tangle explain', () => {
  it('says what a code means, and which one was meant', async () => {
    const project = await temporaryProject({})
    const { meaning, remedy } = explanations.stale
    expect(await project.tangle('explain', 'stale')).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: `stale\n  ${meaning}\n  ${remedy}\n`,
    })
    expect(await project.tangle('explain', 'stael')).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: 'tangle: There is no diagnostic `stael`. Did you mean `stale`?\nTry `tangle --help`.\n',
    })
    expect((await project.tangle('explain', '__proto__')).exitCode).toBe(2)
    const all = JSON.parse((await project.tangle('explain', '--reporter=json')).stdout)
    expect(all.explanations.map(({ code }: { code: string }) => code)).toEqual(Object.keys(explanations))
  })
})
