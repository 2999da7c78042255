import { execFile } from 'node:child_process'
import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What is compared, with the versions that the documentation speaks of. About 130 MB, most of it Deno. */
const packages = [
  'deno@2.9.6',
  'twoslash@0.3.9',
  'typescript-docs-verifier@3.0.2',
  'ts-doc-check@1.3.0',
  'typescript@5.9.3',
]

/** Tools that are programs of Node here, by the name of their package. */
export const nodeTools = ['twoslash', 'typescript-docs-verifier', 'ts-doc-check'] as const

/** A code block of the pages that are compared. Lines count from 1. */
export interface ComparedBlock {
  readonly page: string
  readonly line: number
  readonly end: number
  readonly language: string
  readonly text: string
}

/** What a tool has said about the blocks. */
export interface Verdict {
  /** How many blocks it looked at; `undefined` if it does not say. */
  readonly looked: number | undefined
  readonly flagged: readonly Pick<ComparedBlock, 'page' | 'line'>[]
}

/** Downloads the tools into a folder: nobody who only installs this repository pays for them. */
export async function installTools(folder: string): Promise<void> {
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n')
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact', ...packages], {
    cwd: folder,
  })
  for (const tool of nodeTools)
    await cp(fileURLToPath(new URL(`./${tool}.mjs`, import.meta.url)), join(folder, `${tool}.mjs`))
}

/** Runs one of the programs beside this file. */
export async function runNodeTool(tool: string, folder: string, root: string, blocksFile: string): Promise<Verdict> {
  const args = [join(folder, `${tool}.mjs`), root, blocksFile]
  const { stdout } = await run(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 28 })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

/**
 * Deno, page by page: given all pages, it stops at the first that does not parse. Where it stops on a page, it has not
 * looked at the other blocks of the page.
 */
export async function runDeno(folder: string, root: string, blocks: readonly ComparedBlock[]): Promise<Verdict> {
  const deno = join(folder, 'node_modules/deno/bin.cjs')
  const flagged: Pick<ComparedBlock, 'page' | 'line'>[] = []
  for (const page of new Set(blocks.map((block) => block.page))) {
    const args = [deno, 'check', '--doc-only', '--no-lock', '--cached-only', page]
    const output = await run(process.execPath, args, {
      cwd: root,
      maxBuffer: 2 ** 28,
      env: { ...process.env, NO_COLOR: '1' },
    })
      .then(({ stderr }) => stderr)
      .catch((error: { stderr?: string }) => error.stderr ?? '')
    const own = blocks.filter((block) => block.page === page)
    const places = [...output.matchAll(/\.(?:mdx?|markdown)[$#](\d+)-\d+/g)].map(([, start]) => Number(start))
    flagged.push(...own.filter(({ line, end }) => places.some((place) => line <= place && place <= end)))
  }
  return { looked: undefined, flagged }
}
