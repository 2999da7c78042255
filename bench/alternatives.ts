import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { glob } from 'tinyglobby'
import { parsePage } from '../tangle/parse/parse-page.ts'
import { snippetLanguage } from '../tangle/snippets/languages.ts'
import { runTangle } from './alternatives/run-tangle.ts'
import {
  type ComparedBlock,
  installTools,
  nodeTools,
  runDeno,
  runNodeTool,
  type Verdict,
} from './alternatives/tools.ts'
import { buildCommand } from './build-command.ts'
import { workOfChildren } from './measure.ts'

// `npx tsx bench/alternatives.ts FOLDER`: the TypeScript on the pages of a documentation project, which has its packages
// installed, by `tangle check` and by others: how long each takes, and which blocks it flags. Nothing is written into
// the folder. The others are downloaded from the npm registry into a temporary folder.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pages: { type: 'string', default: '**/*.md' }, real: { type: 'string' } },
})
const [folder] = positionals
if (folder === undefined)
  throw new Error('Name the folder of a documentation project: npx tsx bench/alternatives.ts FOLDER')
const work = await mkdtemp(join(tmpdir(), 'parley-alternatives-'))
const root = join(work, 'project')
const blocksFile = join(work, 'blocks.json')
const command = await buildCommand()

/** The pages, and what decides how their code is compiled, in a folder of their own. */
async function copyProject(): Promise<ComparedBlock[]> {
  const source = resolve(folder ?? '')
  const ignore = ['**/node_modules/**']
  const [pages, settings] = await Promise.all([
    glob([values.pages], { cwd: source, ignore }),
    glob(['package.json', '{,*/}tsconfig*.json', '*.d.ts'], { cwd: source, ignore }),
  ])
  for (const path of [...pages, ...settings]) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await cp(join(source, path), join(root, path))
  }
  await symlink(join(source, 'node_modules'), join(root, 'node_modules'))
  const texts = await Promise.all(
    pages.sort().map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })),
  )
  return texts.flatMap((page) =>
    parsePage(page).blocks.flatMap((block): ComparedBlock[] => {
      const language = snippetLanguage(block)
      if (language !== 'ts' && language !== 'tsx') return []
      const text = block.lines.map((line) => line.text).join('\n')
      return [{ page: page.path, line: block.fence.start.line + 1, end: block.endLine + 1, language, text }]
    }),
  )
}

try {
  const blocks = await copyProject()
  await writeFile(blocksFile, JSON.stringify(blocks))
  await installTools(work)
  const candidates: Record<string, () => Promise<Verdict>> = {
    'tangle check, first time': () => runTangle(command.tangle, root),
    'tangle check, again': () => runTangle(command.tangle, root),
    'deno check --doc-only, page by page': () => runDeno(work, root, blocks),
    ...Object.fromEntries(nodeTools.map((tool) => [tool, () => runNodeTool(tool, work, root, blocksFile)])),
  }
  const real = values.real === undefined ? undefined : await readPlaces(values.real)
  const pages = new Set(blocks.map(({ page }) => page)).size
  console.log(`${blocks.length} blocks in TypeScript on ${pages} pages\n`)
  console.log(
    row(
      'tool',
      'seconds',
      'processor seconds',
      'blocks read',
      'blocks flagged',
      'pages without a finding',
      ...(real ? ['real ones'] : []),
    ),
  )
  console.log(row(...Array.from({ length: real ? 7 : 6 }, () => '---')))
  for (const [name, work] of Object.entries(candidates)) {
    const started = performance.now()
    const workedBefore = workOfChildren()
    const verdict = await work().catch((error: Error) => {
      console.error(`${name}: ${error.message.slice(0, 500)}`)
    })
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const worked = ((workOfChildren() ?? Number.NaN) - (workedBefore ?? 0)).toFixed(1)
    if (!verdict) {
      console.log(row(name, seconds, worked, 'failed'))
      continue
    }
    const { looked, flagged } = verdict
    const places = new Set(flagged.map(({ page, line }) => `${page}:${line}`))
    const clean = pages - new Set(flagged.map(({ page }) => page)).size
    const found = real ? [`${[...real].filter((place) => places.has(place)).length} of ${real.size}`] : []
    console.log(row(name, seconds, worked, `${looked ?? ''}`, `${places.size}`, `${clean}`, ...found))
  }
} finally {
  await command.remove()
  await rm(work, { recursive: true, force: true, maxRetries: 3 })
}

/** Blocks that are known to be wrong, one a line: `docs/a.md:12`, the line of the fence. */
async function readPlaces(file: string): Promise<ReadonlySet<string>> {
  return new Set((await readFile(file, 'utf8')).split(/\s+/).filter((place) => place !== ''))
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
