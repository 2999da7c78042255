import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NodeFileSystem } from '@parley/tangle'
import { root } from '../run-example-under-host.ts'

/** Everything that people read: the pages of the site, and the Markdown files that a repository opens with. */
export async function readPages(): Promise<{ readonly path: string; readonly text: string }[]> {
  const paths = await new NodeFileSystem(root).glob(['*.md', 'tangle/*.md', 'docs/**/*.md'])
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })))
}
