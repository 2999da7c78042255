import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Corpus } from './corpus.ts'
import { repository } from './example-project.ts'

/** A corpus on a disk, in a folder of its own. */
export interface CorpusProject {
  readonly root: string
  /** Puts away what was tangled, and all that is remembered about it. */
  clean(): Promise<void>
  /** Throws if a target is missing, or is not what must come out. */
  verify(): Promise<void>
  remove(): Promise<void>
}

export interface CorpusProjectOptions {
  /** Also write what must come out, into a folder of this name instead of `out`. */
  readonly ready?: string
  /** `clean` deletes, after which some file systems take several times as long to create a file. */
  readonly deletes?: boolean
  /** Default true. Without it the targets are others than the corpus says. */
  readonly hoistImports?: boolean
}

/** Writes a corpus. */
export async function writeCorpus(
  { pages, targets }: Corpus,
  { ready, deletes = false, hoistImports = true }: CorpusProjectOptions = {},
): Promise<CorpusProject> {
  const root = await mkdtemp(join(tmpdir(), 'parley-corpus-'))
  const config = `${JSON.stringify({ pages: ['docs/**/*.md'], outputs: ['out'], types: false, hoistImports })}\n`
  const outputs =
    ready === undefined ? [] : [...targets].map(([path, text]) => [path.replace('out', ready), text] as const)
  for (const [path, text] of [...pages, ...outputs, ['tangle.config.json', config] as const]) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'))
  return {
    root,
    // Mostly not deleted: some file systems look for a place among what was just deleted each time that a file is
    // created.
    async clean() {
      const trash = await mkdtemp(join(root, '.trash-'))
      for (const name of ['out', 'copy', '.tangle', 'tangle.ledger'])
        if (existsSync(join(root, name))) await rename(join(root, name), join(trash, name))
      if (deletes) await rm(trash, { recursive: true })
    },
    async verify() {
      for (const [path, text] of targets) {
        const found = await readFile(join(root, path), 'utf8').catch(() => undefined)
        if (found !== text) throw new Error(`${path} in ${root} is not what must come out.`)
      }
    },
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 3 }),
  }
}
