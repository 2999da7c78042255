import { describe, expect, it } from 'vitest'
import { checkProse } from '../../../tangle/check/check-project.ts'
import type { FileSystem } from '../../../tangle/model/file-system.ts'
import { parsePage } from '../../../tangle/parse/parse-page.ts'
import { openProject, type Project } from '../../../tangle/project/project.ts'
import { findWovenParts } from '../../../tangle/tables/find-tables.ts'
import { NodeFileSystem } from '../../../tangle/write/node-file-system.ts'
import { root } from '../../run-example-under-host.ts'
import { generateProseMutants, type ProseKind } from './generate.ts'
import { judgeProse } from './judge.ts'
import { measuredPages } from './measured-pages.ts'

const project = await openProject({ root })
const errorsOf = async (changed: Project) => {
  const found = await checkProse(changed)
  return found.filter(({ severity }) => severity === 'error').map(({ location, message }) => ({ location, message }))
}

/** The project as it would be if files said something else. */
async function withTexts(change: (path: string, text: string) => string): Promise<Project> {
  const disk = new NodeFileSystem(root)
  const fileSystem: FileSystem = {
    read: async (path) => {
      const text = await disk.read(path)
      return text === undefined ? undefined : change(path, text)
    },
    exists: (path) => disk.exists(path),
    glob: (patterns, ignore) => disk.glob(patterns, ignore),
    realPath: (path) => disk.realPath(path),
    write: () => Promise.reject(new Error('Nothing is written.')),
    remove: () => Promise.reject(new Error('Nothing is removed.')),
  }
  return openProject({ root, fileSystem })
}

/** A page in which only its blocks are changed. */
function inBlocks(text: string, change: (code: string) => string): string {
  const page = parsePage({ path: 'a.md', text })
  const code = new Set(
    page.blocks.flatMap(({ fence, endLine }) =>
      [...Array(endLine - fence.start.line).keys()].map((at) => fence.start.line + at),
    ),
  )
  return page.lines.map((line, at) => (code.has(at) ? change(line) : line)).join('\n')
}

/** The kinds that the checks are there for; of the others the page of mutations says why they are not. */
const certain: readonly ProseKind[] = ['name', 'flag', 'variable', 'link']

describe('mutants of prose', () => {
  const mutants = measuredPages(project).flatMap(generateProseMutants)

  // A sample that takes seconds: `npx tsx test/mutations/run-prose.ts` makes all.
  it.each(certain)('are found at their line, if they are of the kind %s', async (kind) => {
    const all = mutants.filter((mutant) => mutant.kind === kind)
    const sample = all.filter((_, at) => at % Math.ceil(all.length / 3) === 0)
    expect(sample.length).toBeGreaterThan(1)
    const verdicts = await judgeProse(sample, project)
    expect(sample.filter((_, at) => verdicts[at] !== 'caught')).toEqual([])
  })
})

describe('an API that is renamed in sources and in all blocks', () => {
  it.each(['skipIngestion', 'freeUserInput', 'maxReconnectDelay'])(
    'leaves no sentence that calls it %s',
    async (name) => {
      const rename = (text: string) => text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), 'calledAnew')
      const changed = await withTexts((path, text) => {
        if (path.endsWith('.md')) return inBlocks(text, rename)
        return path.startsWith('src/') ? rename(text) : text
      })
      const found = (await errorsOf(changed)).filter(({ message }) => message.includes(name))
      const sentences = changed.tangled.pages.flatMap(({ path, lines }) =>
        lines.flatMap((line, at) => (new RegExp(`\`[^\`]*\\b${name}\\b`).test(line) ? [`${path}:${at + 1}`] : [])),
      )
      expect(sentences.length).toBeGreaterThan(0)
      const places = found.map(({ location }) => `${location?.file}:${(location?.start.line ?? 0) + 1}`)
      expect([...new Set(places)].sort()).toEqual(expect.arrayContaining([...new Set(sentences)].sort()))
    },
  )
})

describe('a refactoring that harms nobody', () => {
  it.each<readonly [what: string, change: (path: string, text: string) => string]>([
    [
      'other words',
      (path, text) =>
        path.endsWith('.md')
          ? inProse(text, (line) => line.replaceAll(' which ', ' that ').replace(/^It /, 'This '))
          : text,
    ],
    ['other line ends', (path, text) => (path.endsWith('.md') ? inProse(text, wrap) : text)],
    [
      'a private helper with another name',
      (path, text) =>
        path.startsWith('src/core/') ? text.replace(/\b(?:carryOut|attempt|send)\b(?=\()/g, '$&Renamed') : text,
    ],
    [
      'a private helper of the command with another name',
      (path, text) =>
        path.startsWith('tangle/check/')
          ? text.replace(/\b(?:isName|report|shownBy|groupByWorld)\b(?=\()/g, '$&Renamed')
          : text,
    ],
  ])('is %s', async (_what, change) => {
    expect(await errorsOf(await withTexts(change))).toEqual([])
  })
})

/** A page in which blocks, tables, headings, lists, comments and what others write stay as they are. */
function inProse(text: string, change: (line: string) => string): string {
  const page = parsePage({ path: 'a.md', text })
  const kept = new Set<number>()
  const keep = (first: number, last: number) => {
    for (let at = first; at <= last; at++) kept.add(at)
  }
  for (const { fence, endLine } of page.blocks) keep(fence.start.line, endLine)
  for (const { opening, closing = opening } of findWovenParts(page)) keep(opening, closing)
  return text
    .split('\n')
    .map((line, at) => (kept.has(at) || !/^[A-Z]/.test(line) ? line : change(line)))
    .join('\n')
}

/** Breaks a paragraph at each fourth space, also inside of inline code, as an editor may. */
function wrap(line: string): string {
  let count = 0
  return line.replace(/ (?=[\w`])/g, () => (++count % 4 === 0 ? '\n' : ' '))
}
