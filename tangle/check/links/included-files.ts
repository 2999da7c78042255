import { posix } from 'node:path'
import { foldersOf } from './site-addresses.ts'

/** What VitePress puts in place of `<!--@include: ./part.md{1,20}-->`. */
const include = /<!--\s*@include:\s*([^\s#{}>]+)[^>]*-->/g

/**
 * The files that a page includes. An address that begins with `@` is sought in the folder of the site
 * (https://vitepress.dev/guide/markdown#markdown-file-inclusion), which is one of those around the page.
 *
 * @returns Of each the paths that it may have, the nearest first.
 */
export function includedFiles(lines: readonly string[], page: string): string[][] {
  return [...lines.join('\n').matchAll(include)].map(([, path = '']) => {
    if (!path.startsWith('@')) return withinProject([posix.join(posix.dirname(page), path)])
    const rest = path.replace(/^@\/?/, '')
    return withinProject([...foldersOf(page), '.'].map((folder) => posix.join(folder, rest)))
  })
}

function withinProject(paths: readonly string[]): string[] {
  return paths.filter((path) => !path.startsWith('..'))
}
