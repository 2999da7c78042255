/** Pages for measuring, and what must come out of them. */
export interface Corpus {
  /** Path to text. */
  readonly pages: ReadonlyMap<string, string>
  /** Path to text of every target. */
  readonly targets: ReadonlyMap<string, string>
  readonly blocks: number
  readonly references: number
}

interface Draft {
  readonly name: string
  /** As the page has them. */
  readonly lines: readonly string[]
  /** As the target has them: imports stand at its top. */
  readonly tangled: readonly string[]
}

/** How the imports of a corpus are: one in a line, mostly one to a target; or over lines and in several blocks, as people write them. */
export type ImportStyle = 'plain' | 'real'

const formatImport = "import { format } from '../format.ts'"
const joinImport = "import { join } from 'node:path'"

/** By the step in which they stand: the import, and what uses it. */
const realImports: ReadonlyMap<number, readonly [lines: readonly string[], use: string]> = new Map([
  [0, [['import {', '  format,', '  parse,', "} from '../format.ts'"], "export const parsed = parse('a b')"]],
  [3, [["import { format, type Options } from '../format.ts'"], 'export const options: Options = { width: 80 }']],
  [
    6,
    [['import {', '  basename,', '  join,', "} from 'node:path'"], "export const place = join('a', basename('b/c'))"],
  ],
])
const realHead = ["import { format, parse, type Options } from '../format.ts'", ...(realImports.get(6)?.[0] ?? []), '']

const words =
  'a reader opens this page and wants to know how one part of the program works before the next one is shown'.split(' ')

/**
 * Makes a corpus, the same for the same count and style each time: a thousand pages have 12,200 blocks, 10,400 references,
 * 1,200 targets and 7.8 MB. Even pages are TypeScript with imports, odd ones Python. What must come out is put together
 * here from the drafts, and not by reading the pages.
 */
export function makeCorpus(count: number, style: ImportStyle = 'plain'): Corpus {
  const pages = new Map<string, string>()
  const targets = new Map<string, string>()
  let [blocks, references] = [0, 0]
  for (let id = 0; id < count; id++) {
    const made = makePage(id, count, style)
    pages.set(`docs/part${Math.floor(id / 50)}/page${id}.md`, made.text)
    for (const [path, text] of made.targets) targets.set(path, text)
    blocks += made.blocks
    references += made.references
  }
  return { pages, targets, blocks, references }
}

interface MadePage {
  readonly text: string
  readonly targets: ReadonlyMap<string, string>
  readonly blocks: number
  readonly references: number
}

function makePage(id: number, count: number, style: ImportStyle): MadePage {
  const isScript = id % 2 === 0
  const language = isScript ? 'ts' : 'python'
  const main = `out/part${Math.floor(id / 50)}/main${id}.${isScript ? 'ts' : 'py'}`
  const drafts = Array.from({ length: 11 }, (_, at) => draft(id, at, isScript, style))
  const hasSecond = id % 5 === 0
  const chunks = [`# Page ${id}`, prose(id, 0)]
  const fence = (attributes: string, lines: readonly string[]) =>
    `\`\`\` {.${language} ${attributes}}\n${lines.join('\n')}\n\`\`\``
  for (const [at, { name, lines }] of drafts.entries()) {
    chunks.push(`## Step ${at} of ${id}`, prose(id, at + 1))
    if (at % 4 === 1) chunks.push(list(id, at))
    const nested = at < 2 ? [`    <<${drafts[at + 8]?.name}>>`] : []
    // Without a second target, the last block is one more part of the first one.
    const ownName = at === 10 && !hasSecond ? drafts[0]?.name : name
    chunks.push(fence(`#${ownName}`, [...lines, ...nested]))
  }
  const steps = drafts.slice(0, 8)
  const composed = steps.map(({ name }) => `<<${name}>>`)
  // Hidden, as our own pages have it, on each third page.
  const mainBlock = fence(`file=${main}`, composed)
  chunks.push(id % 3 === 0 ? `<!--\n${mainBlock}\n-->` : mainBlock)
  const texts = drafts.map(({ tangled }, at) => [
    ...tangled,
    ...(at < 2 ? (drafts[at + 8]?.tangled ?? []).map((line) => (line === '' ? '' : `    ${line}`)) : []),
  ])
  const body = steps.flatMap((_, at) => [...(texts[at] ?? []), ...(at === 0 && !hasSecond ? (texts[10] ?? []) : [])])
  const plainHead = [formatImport, ...(hasTwoImports(id) ? [joinImport] : []), '']
  const head = isScript ? (style === 'real' ? realHead : plainHead) : []
  const targets = new Map([[main, `${[...head, ...body].join('\n')}\n`]])
  if (hasSecond) {
    const second = main.replace('main', 'second')
    const other = (id + 7) % count
    chunks.push('## In short', fence(`file=${second}`, [`<<${drafts[10]?.name}>>`, `<<${nameOf(other, 5)}>>`]))
    const both = [...(texts[10] ?? []), ...draft(other, 5, other % 2 === 0, style).tangled]
    targets.set(second, `${both.join('\n')}\n`)
  }
  return {
    text: `${chunks.join('\n\n')}\n`,
    targets,
    blocks: 12 + Number(hasSecond),
    references: 10 + 2 * Number(hasSecond),
  }
}

function nameOf(id: number, at: number): string {
  return `p${id}_step${at}`
}

/** In each tenth page an import stands in the middle of the target, and has to move. */
function hasTwoImports(id: number): boolean {
  return id % 10 === 0
}

function draft(id: number, at: number, isScript: boolean, style: ImportStyle): Draft {
  const rows = Array.from({ length: 6 + ((id + at) % 5) }, (_, row) => {
    if (row === 3) return ''
    const value = `value_${id}_${at}_${row}`
    const [quote, start] = isScript ? ["'", 'export const '] : ['"', '']
    return `${start}${value} = format(${quote}${words[(id + at + row) % words.length]}${quote}, ${row * id})`
  })
  if (!isScript) return { name: nameOf(id, at), lines: rows, tangled: rows }
  if (style === 'real') {
    const [imports, use] = realImports.get(at) ?? []
    if (!imports || !use) return { name: nameOf(id, at), lines: rows, tangled: rows }
    const tangled = [...(at === 0 ? [] : ['']), use, ...rows]
    return { name: nameOf(id, at), lines: [...imports, '', use, ...rows], tangled }
  }
  const hasLateImport = at === 4 && hasTwoImports(id)
  const imported = at === 0 ? formatImport : hasLateImport ? joinImport : undefined
  const used = hasLateImport ? ["export const place = join('a', 'b')", ...rows] : rows
  // The import moves to the top. In the middle of a target, the empty line behind it stays where it was.
  const lines = imported === undefined ? used : [imported, '', ...used]
  return { name: nameOf(id, at), lines, tangled: hasLateImport ? ['', ...used] : used }
}

function prose(id: number, at: number): string {
  const text = Array.from({ length: 42 }, (_, index) => words[(id * 7 + at * 3 + index) % words.length])
  text.splice(9, 0, '`format(x)`', 'and', '[a link](https://example.com/a?b=c)')
  const wrapped = [text.slice(0, 14), text.slice(14, 28), text.slice(28)].map((line) => line.join(' '))
  return `${wrapped.join('\n')}.`
}

function list(id: number, at: number): string {
  return [0, 1, 2]
    .map((row) => `- *${words[(id + at + row) % words.length]}*: ${words.slice(0, 9).join(' ')}`)
    .join('\n')
}
