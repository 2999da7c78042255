import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { transform } from 'esbuild'
import type { RunnableExample } from '../tangle/weave/client/run/runnable-example.ts'
import { requiredBy } from '../tangle/weave/client/worker/modules.ts'
import { measurePage, scriptsOf, totalWeight, withImports, zippedSize } from './page-weight.ts'

/** Something that a reader loads, and how much it may be. */
export interface Budget {
  readonly name: string
  /** Bytes after gzip. */
  readonly size: number
  /** The goal, in bytes after gzip; `undefined` where there is none. */
  readonly goal: number | undefined
  readonly files: readonly string[]
}

/** The run bundle: the worker, the SDK, the mock platforms without their routes, and the panes. */
const runGoal = 60 * 1024

/** The first page before a click. */
const firstPageGoal = 106 * 1024

/** A tutorial before a click. */
const tutorialGoal = 109 * 1024

/** The first edit. */
const editGoal = 182 * 1024

/** The page that stands for all tutorials. */
export const measuredPage = 'tutorials/streaming-response.html'

/**
 * Measures a built site: what a tutorial loads before a click, what the first run loads, and what the first edit loads
 * beside that.
 *
 * @param site the folder of the built site.
 */
export async function measureBudgets(site: string): Promise<Budget[]> {
  const paths = (await readdir(site, { recursive: true })).map((path) => path.replaceAll('\\', '/'))
  const assets = paths.filter((path) => /^assets\/.*\.js$/.test(path))
  const find = (pattern: RegExp) => assets.filter((path) => pattern.test(path))
  const atOnce = await withImports(site, scriptsOf(await readFile(join(site, measuredPage), 'utf8')))
  const programs = await Promise.all(
    paths.filter((path) => /^run\/[^/]+\.json$/.test(path)).map((path) => readProgram(site, path)),
  )
  const worker = await heaviest(
    site,
    programs.map(({ loads }) => loads),
  )
  const panes = await withImports(site, find(/\/(?:open-run|chat-pane|wire-pane)\.[^/]*\.js$/))
  const run = [...new Set([...worker, ...panes])].filter((path) => !atOnce.includes(path))
  const later = (await importedLater(site, worker)).filter((path) => !path.includes('/compile-program-'))
  const routes = (await withImports(site, later)).filter((path) => !worker.includes(path))
  const editor = await withImports(site, find(/\/open-edit\.[^/]*\.js$/))
  const compiler = await findCompiler(site, paths)
  const edit = [...editor, ...compiler].filter((path) => ![...atOnce, ...run].includes(path))
  const measure = async (name: string, files: readonly string[], goal?: number): Promise<Budget> => {
    return { name, size: await zippedSize(site, files), goal, files }
  }
  const page = await measurePage(site, measuredPage)
  const first = totalWeight(await measurePage(site, 'index.html'))
  const part = (name: string, size: number): Budget => ({ name, size, goal: undefined, files: [] })
  return [
    { name: 'the first page before a click', size: first, goal: firstPageGoal, files: [] },
    { name: `${measuredPage} before a click`, size: totalWeight(page), goal: tutorialGoal, files: [] },
    part('of that, HTML', page.html),
    part('of that, CSS', page.css),
    part('of that, JS', page.js),
    part('of that, fonts', page.font),
    part(...(await measureButtons(site, paths))),
    part('script that listens to the buttons, on every page', await sourceSize('run/install-run.ts', 'ts')),
    part('style sheet of the buttons, on every page', await sourceSize('run/run-button.css', 'css')),
    await measure('run bundle', run, runGoal),
    await measure('of that, the worker with what the largest program imports', worker),
    await measure('routes of the mock platforms, of which a program loads those that it asks for', routes),
    await measure(
      'mime-types, for examples that import it',
      paths.filter((path) => /^run\/mime-types\.[^/]*\.js$/.test(path)),
    ),
    await measure('largest compiled example', await largest(site, paths)),
    await measure('edit bundle, beside the run bundle', edit, editGoal),
  ]
}

interface MeasuredProgram {
  /** The scripts that its worker loads, without what few programs import. */
  readonly loads: readonly string[]
}

/** Packages that few programs import, and whose size is no part of every run. */
const onDemand = ['mime-types', 'openai', '@parley/tangle/core']

/** What the first run of a program loads into its worker. */
async function readProgram(site: string, path: string): Promise<MeasuredProgram> {
  const program = JSON.parse(await readFile(join(site, path), 'utf8')) as Partial<RunnableExample>
  const { worker = '', world, code = '', companion = '', modules = {} } = program
  const names = requiredBy(code + companion).filter((name) => !onDemand.includes(name))
  const files = [worker, ...(world === undefined ? [] : [world]), ...names.flatMap((name) => modules[name] ?? [])]
  return {
    loads: await withImports(
      site,
      files.filter(Boolean).map((file) => `run/${file}`),
    ),
  }
}

/** What some scripts import later, by a call. */
async function importedLater(site: string, scripts: readonly string[]): Promise<string[]> {
  const codes = await Promise.all(scripts.map((script) => readFile(join(site, script), 'utf8')))
  const found = codes.flatMap((code) => [...code.matchAll(/\bimport\(\s*["']\.\/([^"']+\.js)["']\s*\)/g)])
  return [...new Set(found.map(([, path]) => `run/${path}`))]
}

async function heaviest(site: string, lists: readonly (readonly string[])[]): Promise<readonly string[]> {
  const sizes = await Promise.all(lists.map((files) => zippedSize(site, files)))
  return lists[sizes.indexOf(Math.max(...sizes))] ?? []
}

/** The script of the worker that compiles what a reader has changed: it alone holds the compiler. */
async function findCompiler(site: string, paths: readonly string[]): Promise<string[]> {
  const scripts = paths.filter((path) => /^run\/compile-program-[^/]*\.js$/.test(path))
  return withImports(site, scripts)
}

async function largest(site: string, paths: readonly string[]): Promise<string[]> {
  const examples = paths.filter((path) => /^run\/[^/]+\.json$/.test(path))
  const sizes = await Promise.all(examples.map(async (path) => (await readFile(join(site, path))).byteLength))
  const at = sizes.indexOf(Math.max(...sizes))
  return examples.slice(at, at + 1)
}

/** A part of a larger file of the site, measured by itself. */
async function sourceSize(path: string, loader: 'ts' | 'css'): Promise<number> {
  const text = await readFile(fileURLToPath(new URL(`../tangle/weave/client/${path}`, import.meta.url)), 'utf8')
  const { code } = await transform(text, { loader, minify: true })
  return gzipSync(code).byteLength
}

/** What the buttons add to the page that has most of them. */
async function measureButtons(site: string, paths: readonly string[]): Promise<[name: string, size: number]> {
  let worst = { name: '', size: 0 }
  for (const path of paths.filter((one) => one.endsWith('.html'))) {
    const html = await readFile(join(site, path), 'utf8')
    const without = html.replace(/<button[^>]*data-(?:run|edit)=[^>]*>.*?<\/button>/gs, '')
    const size = gzipSync(html).byteLength - gzipSync(without).byteLength
    if (size > worst.size) worst = { name: path, size }
  }
  return [`buttons in ${worst.name}, the page with most`, worst.size]
}

/** The measurements for a person: sizes in KB, and whether each goal is met. */
export function describeBudgets(budgets: readonly Budget[]): string {
  const kilobytes = (size: number) => `${(size / 1024).toFixed(1)} KB`
  return budgets
    .map(({ name, size, goal }) => {
      const verdict = goal === undefined ? '' : ` (goal ${kilobytes(goal)}: ${size <= goal ? 'met' : 'NOT met'})`
      return `  ${name}: ${kilobytes(size)}${verdict}`
    })
    .join('\n')
}
