import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { SiteMap } from '../../tangle/weave/index.ts'
import { describePage, withoutFrontMatter } from './describe-page.ts'

/** A section of the sidebar. */
interface Section {
  readonly text: string
  readonly items: readonly { readonly text: string; readonly link: string }[]
}

export interface TwinsOptions {
  /** Knows which programs a page composes or shows. */
  readonly map: Pick<SiteMap, 'targets' | 'placeOf'>
  /** The folder of the pages in the project. */
  readonly siteFolder: string
  /** The folder of the pages, and that of the built site. Absolute. */
  readonly docs: string
  readonly outDir: string
  readonly sections: readonly Section[]
  readonly title: string
  readonly description: string
  readonly base: string
}

/**
 * Writes what programs read: beside each page its Markdown, with the programs that its blocks are part of; `llms.txt`,
 * which lists the pages (https://llmstxt.org), and `llms-full.txt`, which is all of them.
 */
export async function writeTwins(options: TwinsOptions): Promise<void> {
  const { docs, outDir, sections, title, description, base } = options
  // The first page is in no section.
  const all = [{ text: '', items: [{ text: title, link: '/' }] }, ...sections]
  const pages = await Promise.all(
    all.flatMap(({ text: section, items }) =>
      items.map(async ({ text, link }) => {
        const path = pathOf(link)
        const markdown = await readWhole(join(docs, path))
        return { section, text, path, about: describePage(markdown), twin: markdown + programsOf(options, path) }
      }),
    ),
  )
  for (const { path, twin } of pages) await write(join(outDir, path), twin)
  const lists = sections.map(({ text }) => {
    const lines = pages.filter(({ section }) => section === text)
    return `## ${text}\n\n${lines.map((page) => `- [${page.text}](${base}${page.path}): ${page.about}\n`).join('')}`
  })
  await write(join(outDir, 'llms.txt'), `# ${title}\n\n> ${description}\n\n${lists.join('\n')}`)
  await write(
    join(outDir, 'llms-full.txt'),
    pages
      .map(({ twin }) => withoutFrontMatter(twin).trim())
      .join('\n\n---\n\n')
      .concat('\n'),
  )
}

/** The file of a page in the folder of the pages. @param link as the sidebar has it, such as `/tutorials/set-up`. */
export function pathOf(link: string): string {
  return `${link.slice(1)}${link.endsWith('/') ? 'index' : ''}.md`
}

/** A page with the files that it includes. */
async function readWhole(file: string): Promise<string> {
  const text = await readFile(file, 'utf8')
  const parts = text.split(/^<!--\s*@include:\s*(\S+)\s*-->$/m)
  const whole = parts.map((part, at) => (at % 2 === 0 ? part : readFile(join(dirname(file), part), 'utf8')))
  return (await Promise.all(whole)).join('')
}

/** The whole programs, since the blocks of a page show parts of them. Each stands on the page that explains it. */
function programsOf({ map, siteFolder }: TwinsOptions, path: string): string {
  const page = `${siteFolder}/${path}`
  const targets = [...map.targets.values()].filter((target) => map.placeOf(target, page)?.page === page)
  if (targets.length === 0) return ''
  const programs = targets.map(({ path: file, text }) => {
    const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`{3,}/g)].map(([marks]) => marks.length + 1)))
    return `### ${file}\n\n${fence}${/\.(\w+)$/.exec(file)?.[1] ?? ''}\n${text.trimEnd()}\n${fence}\n`
  })
  return `\n## Complete programs\n\n${programs.join('\n')}`
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
