import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defaultConfig } from '../../../tangle/entangled/index.ts'
import type { TargetLine } from '../../../tangle/model/origin-map.ts'
import type { Page, PageSource } from '../../../tangle/model/page.ts'
import { diffLines, splitLines } from '../../../tangle/stitch/line-edit.ts'
import { stitchTarget, type TargetBase, toLines } from '../../../tangle/stitch/stitch-target.ts'
import { createTangler, type Tangler } from '../../../tangle/stitch/tangler.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))

/** Pages that are tangled together. */
export interface Example {
  readonly name: string
  readonly sources: readonly PageSource[]
  /** Tangled as Entangled does it, with annotations. */
  readonly isEntangled?: boolean
}

const entangledSource = {
  config: defaultConfig,
  options: {},
  database: undefined,
  isByDatabase: false,
  notes: new Map(),
}

/** The fixtures of the tangler, each a project of its own. */
export function fixtureExamples(): Example[] {
  const root = join(repository, 'test/fixtures/tangle')
  const folders = readdirSync(root).filter((name) => name !== 'failure' && statSync(join(root, name)).isDirectory())
  return folders.map((name) => ({ name, sources: readPages(join(root, name)) }))
}

/** The pages of this project. */
export function ownExample(): Example {
  const folders = ['guides', 'tutorials']
  const sources = folders.flatMap((folder) =>
    readPages(join(repository, 'docs', folder)).map(({ path, text }) => ({ path: `docs/${folder}/${path}`, text })),
  )
  return { name: 'this project', sources }
}

function readPages(folder: string): PageSource[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'))
  return names.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
}

/** A target, and all that its stitching needs. */
export interface EditableTarget {
  readonly example: string
  readonly base: TargetBase
  readonly tangler: Tangler
}

export function editableTargets({ name, sources, isEntangled }: Example): EditableTarget[] {
  const tangler = createTangler({ root: '/', config: {}, ...(isEntangled && { entangled: entangledSource }) })
  const tangled = tangler.tangle(sources)
  return tangled.targets.map((target) => ({ example: name, base: { sources, tangled, target }, tangler }))
}

/** A generator of numbers below a bound that gives the same ones on every run. */
export function seededNumbers(seed: number): (bound: number) => number {
  let state = seed >>> 0
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * bound)
  }
}

/**
 * Stitches an edited target, and says what came out. Throws if that breaks the promise: the edited pages give the
 * edited target back, or the edit is in all copies of a block, and no other line of a page has changed.
 */
export function checkStitch({ base, tangler }: EditableTarget, edited: string): 'stitched' | 'conflict' {
  const result = stitchTarget(base, edited, tangler)
  if (result.kind !== 'stitched') return 'conflict'
  const after = base.sources.map((source) => {
    const edits = result.edits.get(source.path) ?? []
    if (edits.length === 0) return source
    const lines = splitLines(source.text)
    let text = ''
    let at = 0
    for (const { start, end, lines: inserted } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
      if (start < at) throw new Error('edits overlap')
      text += lines.slice(at, start).join('') + inserted.join('')
      at = end
    }
    return { ...source, text: text + lines.slice(at).join('') }
  })
  // In an Entangled project a blank line has the indent of its block, whatever an editor made of it.
  const visible = (text: string) => (tangler.isEntangled ? text.replace(/^[ \t]+$/gm, '') : text)
  const isSame = (left: string, right: string) => visible(left) === visible(right)
  const tangled = tangler.tangleOne(after, base.target.path)
  if (outsideBlocks(base.tangled.pages) !== outsideBlocks(tangled.pages)) throw new Error('another part has changed')
  const target = tangled.targets.find(({ path }) => path === base.target.path)
  if (target?.text !== result.text) throw new Error('the pages do not give the text that was promised')
  if (visible(target.text) !== visible(edited)) {
    // Then each line that differs stands in another copy of a block, and nobody has edited it there.
    const before = base.target.lines.map(({ text }) => text)
    const isInCopy = (lines: readonly TargetLine[]) =>
      lines.every(({ segments }) => segments.every(({ origin }) => origin.via !== undefined))
    const untouched = new Map<number, TargetLine>()
    let shift = 0
    let at = 0
    for (const edit of [
      ...diffLines(before, toLines(edited)),
      { start: before.length, end: before.length, lines: [] },
    ]) {
      for (; at < edit.start; at++) untouched.set(at + shift, base.target.lines[at] as TargetLine)
      at = edit.end
      shift += edit.lines.length - (edit.end - edit.start)
    }
    const isCopy = diffLines(toLines(edited), toLines(target.text), isSame).every(
      ({ start, end, lines }, _, changes) => {
        const moved = changes
          .filter((other) => other.end <= start)
          .filter((other) => other.start !== start)
          .reduce((sum, other) => sum + other.lines.length - (other.end - other.start), start)
        const gone = Array.from({ length: end - start }, (_, offset) => untouched.get(start + offset))
        return (
          gone.every((line) => line !== undefined && isInCopy([line])) &&
          isInCopy(target.lines.slice(moved, moved + lines.length))
        )
      },
    )
    if (!isCopy) throw new Error(`the target is not the edited one:\n${edited}but\n${target.text}`)
  }
  return 'stitched'
}

/** All of the pages but the content of blocks, to the byte; a fence may be longer. */
function outsideBlocks(pages: readonly Page[]): string {
  return pages
    .flatMap((page) => {
      const lines: (string | undefined)[] = splitLines(page.text)
      for (const { lines: content, fence, endLine } of page.blocks) {
        for (const { position } of content) lines[position.line] = undefined
        for (const line of [fence.start.line, endLine])
          lines[line] = lines[line]?.replace(/`{3,}|~{3,}/, (marker) => marker.slice(0, 3))
      }
      return lines.filter((line) => line !== undefined)
    })
    .join('')
}

/** Every edit of a single line: changed, deleted, and another one before and behind it. */
export function singleLineEdits(text: string): { readonly what: string; readonly text: string }[] {
  const lines = toLines(text)
  const join = (next: readonly string[]) => (next.length === 0 ? '' : `${next.join('\n')}\n`)
  return lines.flatMap((line, at) => {
    const indent = /^\s*/.exec(line)?.[0] ?? ''
    return [
      { what: `change ${at}`, text: join(lines.with(at, `${line} // edited`)) },
      { what: `delete ${at}`, text: join(lines.toSpliced(at, 1)) },
      { what: `insert before ${at}`, text: join(lines.toSpliced(at, 0, `${indent}inserted()`)) },
      { what: `insert behind ${at}`, text: join(lines.toSpliced(at + 1, 0, `${indent}inserted()`)) },
    ]
  })
}

const words = [
  '',
  '  ',
  'const extra = 1',
  '    deep()',
  '<<reference>>',
  '```',
  '````',
  '~~~',
  '-->',
  '// comment',
  '//| id: x',
  "import { a } from './a.ts'",
  '#!/bin/sh',
  '\tmore',
  '\\<<x>>',
  '}',
  '> quoted',
  'ä ö 漢字 🎉',
]

/** One to four edits of one to three lines each. */
export function randomEdit(text: string, random: (bound: number) => number): string {
  const lines = toLines(text)
  for (let edits = 1 + random(4); edits > 0; edits--) {
    const at = random(lines.length + 1)
    const indent = /^\s*/.exec(lines[Math.min(at, lines.length - 1)] ?? '')?.[0] ?? ''
    const count = random(3)
    const inserted = Array.from({ length: random(3) }, () => {
      const word = words[random(words.length)] ?? ''
      return random(2) === 0 || word === '' ? word : indent + word
    })
    lines.splice(at, count, ...inserted)
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}
