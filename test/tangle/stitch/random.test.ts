import { describe, expect, it } from 'vitest'
import type { Block } from '../../../tangle/model/block.ts'
import { placeLines } from '../../../tangle/stitch/placed-line.ts'
import { toLines } from '../../../tangle/stitch/stitch-target.ts'
import { tangledProject } from './memory-project.ts'
import {
  checkStitch,
  editableTargets,
  fixtureExamples,
  ownExample,
  randomEdit,
  seededNumbers,
  singleLineEdits,
} from './random-edits.ts'

/** More of them find what is rare: set TANGLE_STITCH_EDITS. */
const edits = Number(process.env.TANGLE_STITCH_EDITS ?? 400)

// The promise: stitched and tangled again, the edited target comes back byte for byte, or there is a conflict, and the
// page keeps every line that the edit is not about. `checkStitch` throws if it is broken.

describe('every line of every target, changed, deleted, and with another one before and behind it', () => {
  it.each(fixtureExamples())('of the fixture $name', (example) => {
    for (const target of editableTargets(example)) {
      expect(checkStitch(target, target.base.target.text)).toBe('stitched')
      for (const { text } of singleLineEdits(target.base.target.text)) checkStitch(target, text)
    }
  })

  it.each(fixtureExamples().filter(({ name }) => !/imports|bom/.test(name)))(
    'of the fixture $name, with annotations',
    (example) => {
      for (const target of editableTargets({ ...example, isEntangled: true })) {
        expect(checkStitch(target, target.base.target.text)).toBe('stitched')
        for (const { text } of singleLineEdits(target.base.target.text)) checkStitch(target, text)
      }
    },
  )
})

describe('an edit of one line that has its indent is never a conflict', () => {
  const without = new Set([
    'imports-hoisted',
    'imports-in-order',
    'imports-many-names',
    'crlf-and-bom',
    'indented-expansion',
  ])

  it.each(fixtureExamples().filter(({ name }) => !without.has(name)))('of the fixture $name', (example) => {
    for (const target of editableTargets(example)) {
      toLines(target.base.target.text).forEach((line, at, lines) => {
        const edited = lines.with(at, line.trim() === '' ? line : `${line} edited`)
        expect(checkStitch(target, `${edited.join('\n')}\n`), `line ${at + 1} of ${target.base.target.path}`).toBe(
          'stitched',
        )
      })
    }
  })
})

describe('one line edited in every block of a target at once', () => {
  it.each(editableTargets(ownExample()).map((target) => ({ target, path: target.base.target.path })))(
    'of $path',
    ({ target, path }) => {
      const mark = path.endsWith('.ts') ? ' // edited' : ' # edited'
      const lines = toLines(target.base.target.text)
      const blocks = new Set<Block>()
      for (const [at, placed] of placeLines(target.base.target).entries()) {
        const isCode = placed && placed.before === '' && !/^\s*$|import|^#!/.test(lines[at] ?? '')
        if (!isCode || blocks.has(placed.block)) continue
        blocks.add(placed.block)
        lines[at] += mark
      }
      expect(checkStitch(target, `${lines.join('\n')}\n`)).toBe('stitched')
    },
  )
})

describe('edits of a few lines at random', () => {
  const annotated = fixtureExamples().map((example) => ({ ...example, isEntangled: true }))
  const examples = [ownExample(), ...fixtureExamples(), ...annotated, ownExample()]

  it(`keep the promise, ${edits} times`, { timeout: 600_000 }, () => {
    const random = seededNumbers(20)
    const targets = examples.flatMap(editableTargets).filter(({ base }) => base.target.text !== '')
    const results = new Set<string>()
    for (let count = 0; count < edits; count++) {
      const target = targets[random(targets.length)]
      if (target) results.add(checkStitch(target, randomEdit(target.base.target.text, random)))
    }
    expect([...results].sort()).toEqual(['conflict', 'stitched'])
  })

  const page = [
    '# A page',
    '',
    'Words.',
    '',
    '```ts {file=x.ts}',
    'first()',
    '<<one>>',
    '',
    'if (second) {',
    '  <<two>>',
    '  <<one>>',
    '}',
    '```',
    '',
    'Other words.',
    '',
    '```ts {#one}',
    'third()',
    'fourth()',
    '```',
    '',
    '```ts {#two}',
    'fifth()',
    '',
    'sixth()',
    '```',
    '',
    '```ts {file=y.ts}',
    '<<two>>',
    'seventh()',
    '```',
    '',
  ].join('\n')

  it('of two people, one in the page and one in the targets, are all there, or nothing is written', async () => {
    const random = seededNumbers(21)
    const results = { stitched: 0, conflict: 0 }
    for (let count = 0; count < edits / 4; count++) {
      const project = await tangledProject({ 'a.md': page })
      const words: string[] = []
      const addWord = (path: string) => {
        const lines = toLines(project.read(path))
        const at = random(lines.length)
        const line = lines[at] ?? ''
        // Neither fences nor references, which would make another project of it.
        if (/```|<<|^$/.test(line)) return
        const word = `word${count}x${words.length}`
        words.push(word)
        if (random(2) === 0) lines[at] = `${line} // ${word}`
        else lines.splice(at, 0, `${/^\s*/.exec(line)?.[0]}${word}()`)
        project.write(path, `${lines.join('\n')}\n`)
      }
      for (const path of ['a.md', 'a.md', 'x.ts', 'x.ts', 'y.ts']) if (random(3) > 0) addWord(path)
      const before = new Map(project.fileSystem.files)
      const { diagnostics } = await project.stitch()
      if (diagnostics.length > 0) {
        results.conflict++
        expect(new Map(project.fileSystem.files)).toEqual(before)
        continue
      }
      results.stitched++
      const text = project.read('a.md')
      for (const word of words) expect(text, `${word} in the page`).toContain(word)
      // Without what was added, and where it was added, it is the page that it was.
      const rest = text.split('\n').filter((line) => !/^\s*word\w+\(\)( \/\/ word\w+)*$/.test(line))
      expect(rest.map((line) => line.replace(/( \/\/ word\w+)+$/, '')).join('\n')).toBe(page)
      await project.tangle()
      const targets = project.read('x.ts') + project.read('y.ts')
      for (const word of words) if (!isInText(text, word)) expect(targets, `${word} in a target`).toContain(word)
    }
    expect(Math.min(results.stitched, results.conflict)).toBeGreaterThan(0)
  })

  it.each(['ours', 'theirs'] as const)(
    'whatever they are, --%s leaves pages and targets that agree',
    async (prefer) => {
      const random = seededNumbers(22)
      for (let count = 0; count < edits / 4; count++) {
        const project = await tangledProject({ 'a.md': page })
        if (random(2) === 0) project.edit('a.md', 'third()', `third(${count})`)
        project.write('x.ts', randomEdit(project.read('x.ts'), random))
        if (random(2) === 0) project.write('y.ts', randomEdit(project.read('y.ts'), random))
        const before = new Map(project.fileSystem.files)
        const { diagnostics } = await project.stitch({ prefer })
        if (diagnostics.length > 0) {
          expect(prefer).toBe('theirs')
          expect(new Map(project.fileSystem.files)).toEqual(before)
        } else expect((await project.tryTangle()).filter(({ severity }) => severity === 'error')).toEqual([])
      }
    },
  )
})

/** Whether a word stands in the text of a page, outside all blocks. */
function isInText(page: string, word: string): boolean {
  let isBlock = false
  for (const line of page.split('\n')) {
    if (line.startsWith('```')) isBlock = !isBlock
    if (line.includes(word)) return !isBlock
  }
  return false
}
