import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { transform } from 'esbuild'

/** Something that a reader loads, and how much it may be. */
export interface Budget {
  readonly name: string
  /** Bytes after gzip. */
  readonly size: number
  /** The goal, in bytes after gzip; `undefined` where there is none. */
  readonly goal: number | undefined
  readonly files: readonly string[]
}

/** The whole run bundle, with the SDK, both mock platforms and the panes (issue 6, part 6). */
const runGoal = 60 * 1024

/**
 * Measures what running adds to a built site: what every page loads before a click, and what the first click loads.
 *
 * @param site the folder of the built site.
 */
export async function measureBudgets(site: string): Promise<Budget[]> {
  const paths = (await readdir(site, { recursive: true })).map((path) => path.replaceAll('\\', '/'))
  const assets = paths.filter((path) => /^assets\/.*\.js$/.test(path))
  const find = (pattern: RegExp) => assets.filter((path) => pattern.test(path))
  const worker = find(/\/worker-[^/]*\.js$/)
  const panes = find(/\/open-run\.[^/]*\.js$/)
  const onDemand = find(/\/mime-types-[^/]*\.js$/)
  const sizeOf = async (files: readonly string[]) => {
    const contents = await Promise.all(files.map((file) => readFile(join(site, file))))
    return contents.reduce((sum, content) => sum + gzipSync(content).byteLength, 0)
  }
  const measure = async (name: string, files: readonly string[], goal?: number): Promise<Budget> => {
    return { name, size: await sizeOf(files), goal, files }
  }
  return [
    await measure('run bundle', [...worker, ...panes], runGoal),
    await measure('of that, the worker with SDK and mocks', worker),
    await measure('mime-types, for examples that import it', onDemand),
    await measure('largest compiled example', await largest(site, paths)),
    { ...(await measureButtons(site, paths)), files: [] },
    await measureSource('script that listens to the buttons, on every page', 'run/install-run.ts', 'ts'),
    await measureSource('style sheet of buttons and runs, on every page', 'run.css', 'css'),
  ]
}

async function largest(site: string, paths: readonly string[]): Promise<string[]> {
  const examples = paths.filter((path) => /^run\/[^/]+\.json$/.test(path))
  const sizes = await Promise.all(examples.map(async (path) => (await readFile(join(site, path))).byteLength))
  const at = sizes.indexOf(Math.max(...sizes))
  return examples.slice(at, at + 1)
}

/** A part of a larger file of the site, measured by itself. */
async function measureSource(name: string, path: string, loader: 'ts' | 'css'): Promise<Budget> {
  const text = await readFile(fileURLToPath(new URL(`../theme/${path}`, import.meta.url)), 'utf8')
  const { code } = await transform(text, { loader, minify: true })
  return { name, size: gzipSync(code).byteLength, goal: undefined, files: [] }
}

/** What the buttons add to the page that has most of them. */
async function measureButtons(site: string, paths: readonly string[]): Promise<Budget> {
  let worst = { name: '', size: 0 }
  for (const path of paths.filter((one) => one.endsWith('.html'))) {
    const html = await readFile(join(site, path), 'utf8')
    const without = html.replace(/<button[^>]*data-run=[^>]*>.*?<\/button>/gs, '')
    const size = gzipSync(html).byteLength - gzipSync(without).byteLength
    if (size > worst.size) worst = { name: path, size }
  }
  return { name: `buttons in ${worst.name}, the page with most`, size: worst.size, goal: undefined, files: [] }
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
