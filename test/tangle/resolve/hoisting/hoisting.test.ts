import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tanglePages } from '../../../../tangle/project/tangle-pages.ts'
import { misplacedPieces } from '../../misplaced-pieces.ts'
import { cutProgram } from './cut-program.ts'
import { judgePrograms } from './judge-programs.ts'
import { makeProgram } from './make-program.ts'
import { Random } from './random.ts'
import { runPrograms } from './run-programs.ts'

// A program means after hoisting what it meant before (syntax specification, 14): each is cut into blocks at random, its
// imports are moved to where they are used, and what is tangled from that prints the same, and gets the same verdict.
const fixtures = fileURLToPath(new URL('../../../fixtures/hoisting/', import.meta.url))
const rounds = Number(process.env.HOISTING_ROUNDS ?? 2)
const seed = Number(process.env.HOISTING_SEED ?? 1)
const generated = Number(process.env.HOISTING_PROGRAMS ?? 30)

interface Program {
  readonly path: string
  readonly text: string
}

async function readPrograms(): Promise<Program[]> {
  const all = await readFile(join(fixtures, 'programs.txt'), 'utf8')
  const written = all
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n')
      return { path: part.slice(0, end), text: part.slice(end + 1) }
    })
  const made = Array.from({ length: generated }, (_, at) => {
    const extension = ['ts', 'mjs', 'mts', 'js'][at % 4] ?? 'ts'
    return {
      path: `made-${at}.${extension}`,
      text: makeProgram(extension.endsWith('ts'), new Random(seed * 1000 + at)),
    }
  })
  return [...written, ...made]
}

describe('hoisting', () => {
  let root: string

  beforeAll(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'hoisting-')))
    await writeFile(join(root, 'package.json'), '{ "type": "module" }')
    await writeFile(join(root, 'globals.d.ts'), await readFile(join(fixtures, 'globals.txt'), 'utf8'))
  })

  afterAll(() => rm(root, { recursive: true, force: true }))

  async function write(programs: readonly Program[], round: string): Promise<string[]> {
    return Promise.all(
      programs.map(async ({ path, text }) => {
        const file = join(root, round, path.replaceAll('.', '-'), path)
        await mkdir(dirname(file), { recursive: true })
        await cp(join(fixtures, 'modules'), join(dirname(file), 'modules'), { recursive: true })
        await writeFile(file, text)
        return file
      }),
    )
  }

  it('leaves a program what it was, however it is cut', async () => {
    const programs = await readPrograms()
    const originals = await write(programs, 'originals')
    const judge = (files: readonly string[]) => judgePrograms(files, join(root, 'globals.d.ts'))
    const verdicts = judge(originals)
    const pages: string[][] = []
    const tangled: string[][] = []
    for (let round = 0; round < rounds; round++) {
      const cut = programs.map(({ path, text }, at) =>
        cutProgram(path, text, new Random(seed * 7919 + round * 1009 + at)),
      )
      const results = cut.map((text) => tanglePages([{ path: 'page.md', text }]))
      pages.push(cut)
      for (const [at, result] of results.entries()) {
        expect(result.diagnostics, cut[at]).toEqual([])
        expect(misplacedPieces(result), cut[at]).toEqual([])
      }
      const texts = results.map(({ targets }, at) => ({ path: programs[at]?.path ?? '', text: targets[0]?.text ?? '' }))
      const files = await write(texts, `round-${round}`)
      tangled.push(files)
      const now = judge(files)
      const wrong = now.flatMap((verdict, at) =>
        verdict === verdicts[at]
          ? []
          : [`${programs[at]?.path}: ${verdict}, not ${verdicts[at]}\n${cut[at]}\n${texts[at]?.text}`],
      )
      expect(wrong.join('\n')).toBe('')
    }
    const isRun = (_: unknown, at: number) => !programs[at]?.path.endsWith('.d.ts')
    const all = [originals, ...tangled].map((files) => files.filter(isRun))
    const prints = await runPrograms(all.flat(), root)
    const count = all[0]?.length ?? 0
    expect(
      prints
        .slice(0, count)
        .flat()
        .filter((line) => line.startsWith('throws')),
    ).toEqual([])
    const names = programs.filter(isRun)
    for (let round = 0; round < rounds; round++)
      for (let at = 0; at < count; at++) {
        const page = pages[round]?.[programs.indexOf(names[at] as Program)]
        expect(prints[(round + 1) * count + at], `${names[at]?.path}\n${page}`).toEqual(prints[at])
      }
  })
})
