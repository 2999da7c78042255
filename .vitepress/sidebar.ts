import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface SidebarPage {
  text: string
  link: string
}

export interface SidebarSection {
  text: string
  items: SidebarPage[]
}

/** A kind of need: its folder, what a reader calls it, and its pages in reading order. */
interface SectionPlan {
  readonly folder: string
  readonly text: string
  readonly pages: readonly string[]
}

const plan: readonly SectionPlan[] = [
  {
    folder: 'tutorials',
    text: 'Tutorials',
    pages: [
      ...['set-up', 'upload-to-chat', 'images-and-documents'],
      ...['send-chat-message', 'blocking-response', 'streaming-response', 'stop-chat-generation'],
      ...['get-suggested-questions', 'manage-conversations'],
    ],
  },
  {
    folder: 'guides',
    text: 'Guides',
    pages: [
      ...['check-the-docs-you-have', 'adopt', 'write-a-page', 'edit-the-example', 'test-in-ci', 'from-entangled'],
      ...['from-unique-toolkit', 'from-dify-oapi', 'from-python', 'from-the-shell'],
    ],
  },
  { folder: 'reference', text: 'Reference', pages: ['examples', 'blocks', 'errors', 'diagnostics', 'library'] },
  { folder: 'explanation', text: 'Explanation', pages: ['how-the-loom-works', 'security'] },
  { folder: 'contributing', text: 'Contributing', pages: ['architecture'] },
]

/** The pages that are there, under the titles that they give themselves; a page that is not planned comes last. */
export function createSidebar(docs: string): SidebarSection[] {
  const sections = plan.map(({ folder, text, pages }) => {
    const names = [...new Set([...pages, ...pagesIn(join(docs, folder))])]
    const items = names.flatMap((name) => readPage(docs, `${folder}/${name}`))
    return { text, items }
  })
  return sections.filter((section) => section.items.length > 0)
}

/** The first page of each section, for the bar at the top. */
export function createNavigation(sidebar: readonly SidebarSection[]): (SidebarPage & { activeMatch: string })[] {
  return sidebar.flatMap(({ text, items: [first] }) => {
    return first ? [{ text, link: first.link, activeMatch: `^${first.link.replace(/[^/]*$/, '')}` }] : []
  })
}

function pagesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'))
  return names.map((name) => name.slice(0, -'.md'.length)).sort()
}

function readPage(docs: string, path: string): SidebarPage[] {
  const file = join(docs, `${path}.md`)
  if (!existsSync(file)) return []
  const heading = /^# +(.+?)\s*$/m.exec(readFileSync(file, 'utf8'))?.[1]
  const text = heading?.replace(/\s+\{#[^}]*\}$/, '').replace(/[`*]/g, '') ?? path
  return [{ text, link: path.endsWith('/index') ? `/${path.slice(0, -'index'.length)}` : `/${path}` }]
}
