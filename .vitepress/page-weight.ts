import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What a browser loads for a page before anybody clicks, in bytes after gzip. */
export interface PageWeight {
  readonly html: number
  readonly css: number
  readonly js: number
  /** Fonts that are there from the start. */
  readonly font: number
}

/** The sum of them. */
export function totalWeight({ html, css, js, font }: PageWeight): number {
  return html + css + js + font
}

/**
 * Measures what a page loads: its HTML, the style sheets, fonts and scripts that it names, and the scripts that these import.
 *
 * @param site the folder of the built site.
 * @param page the path of its HTML in there, such as `tutorials/set-up.html`.
 */
export async function measurePage(site: string, page: string): Promise<PageWeight> {
  const html = await readFile(join(site, page), 'utf8')
  const styles = new Set([...html.matchAll(/<link[^>]*rel="[^"]*stylesheet"[^>]*>/g)].flatMap(([tag]) => assetIn(tag)))
  const fonts = [...html.matchAll(/<link[^>]*as="font"[^>]*>/g)].flatMap(([tag]) => assetIn(tag))
  const [css, font, js] = await Promise.all([
    zippedSize(site, [...styles]),
    zippedSize(site, fonts),
    zippedSize(site, await withImports(site, scriptsOf(html))),
  ])
  return { html: gzipSync(html).byteLength, css, js, font }
}

/** The scripts that the HTML of a page names, relative to the site. */
export function scriptsOf(html: string): string[] {
  const tags = html.matchAll(/<script[^>]*src="[^>]*>|<link[^>]*rel="modulepreload"[^>]*>/g)
  return [...new Set([...tags].flatMap(([tag]) => assetIn(tag)))]
}

/** Some scripts of a site with everything that is loaded with them. What a script imports later, by a call, is not. */
export async function withImports(site: string, scripts: readonly string[]): Promise<string[]> {
  const found = new Set(scripts)
  // What is added while the set is gone through is gone through as well.
  for (const script of found) {
    const code = await readFile(join(site, script), 'utf8')
    for (const [, path = ''] of code.matchAll(/\b(?:from|import)\s*["'](\.{1,2}\/[^"']+\.js)["']/g)) {
      found.add(posix.join(posix.dirname(script), path))
    }
  }
  return [...found]
}

/** Bytes after gzip, each file by itself. */
export async function zippedSize(site: string, files: readonly string[]): Promise<number> {
  const contents = await Promise.all(files.map((file) => readFile(join(site, file))))
  return contents.reduce((sum, content) => sum + gzipSync(content).byteLength, 0)
}

/** The file of the site that a tag names, below any base. */
function assetIn(tag: string): string[] {
  const path = /(?:src|href)="[^"]*?(assets\/[^"?]+)"/.exec(tag)?.[1]
  return path === undefined ? [] : [path]
}
