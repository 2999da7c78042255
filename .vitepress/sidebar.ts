import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface SidebarPage {
  text: string
  link: string
}

export interface SidebarSection {
  text: string
  items: SidebarPage[]
  /** Whether its pages show only when somebody opens it, or is on one of them. */
  collapsed?: boolean
}

/** What a reader comes for: what it is called, and its pages in reading order. */
interface SectionPlan {
  readonly text: string
  readonly pages: readonly string[]
  /** The folder whose pages belong here if no section names them. */
  readonly folder?: string
  /** Its name in the bar at the top, which leads to its first page. */
  readonly door?: string
  readonly collapsed?: boolean
}

/** Two doors: one for those who write documentation, one for those who build an assistant. */
const plan: readonly SectionPlan[] = [
  {
    text: 'Check your docs',
    door: 'Check your docs',
    folder: 'guides',
    pages: [
      ...[
        'check-the-docs-you-have',
        'weave-your-site',
        'adopt',
        'write-a-page',
        'edit-the-example',
        'test-in-ci',
        'publish-a-site',
        'from-entangled',
        'troubleshooting',
      ].map((page) => `guides/${page}`),
    ],
  },
  { text: 'Build a chat assistant', door: 'Build an assistant', folder: 'tutorials', pages: ['tutorials/set-up'] },
  {
    text: 'On Unique AI',
    pages: [
      ...['upload-to-chat', 'images-and-documents', 'search-in-documents', 'remember-the-conversation'].map(
        (page) => `tutorials/${page}`,
      ),
      ...['assess-answers', 'stop-when-asked', 'webhook-app', 'use-the-openai-package'].map(
        (page) => `tutorials/${page}`,
      ),
      'guides/from-unique-toolkit',
    ],
  },
  {
    text: 'On Dify',
    pages: [
      ...['send-chat-message', 'blocking-response', 'streaming-response', 'stop-chat-generation'].map(
        (page) => `tutorials/${page}`,
      ),
      ...['get-suggested-questions', 'manage-conversations', 'send-files', 'talk-by-voice', 'follow-a-chatflow'].map(
        (page) => `tutorials/${page}`,
      ),
      'tutorials/web-chat',
      ...['guides/from-dify-oapi', 'guides/from-the-shell'],
    ],
  },
  { text: 'On both', pages: ['tutorials/go-to-production', 'guides/from-python'] },
  {
    text: 'Reference: the toolchain',
    door: 'Reference',
    pages: [
      ...['commands', 'configuration', 'page-syntax', 'where-programs-run', 'diagnostics', 'library', 'glossary'].map(
        (page) => `reference/${page}`,
      ),
    ],
  },
  {
    text: 'Reference: the SDK',
    folder: 'reference',
    pages: [
      ...['options', 'errors', 'mock', 'coverage', 'examples', 'blocks', 'options-on-the-wire'].map(
        (page) => `reference/${page}`,
      ),
    ],
  },
  {
    text: 'API of the SDK',
    collapsed: true,
    folder: 'reference/api',
    pages: [
      ...['index', 'chat-service', 'content-service', 'chat-events', 'unique-settings', 'prompts'],
      ...['dify-client', 'dify-chat', 'dify-conversations', 'dify-files'],
      ...['requests', 'errors', 'mock', 'scenarios'],
    ].map((page) => `reference/api/${page}`),
  },
  {
    text: 'API of the toolchain',
    collapsed: true,
    pages: ['tangle-texts', 'tangle-files', 'tangle-projects', 'tangle-run', 'tangle-weave'].map(
      (page) => `reference/api/${page}`,
    ),
  },
  {
    text: 'Explanation',
    door: 'Explanation',
    folder: 'explanation',
    pages: ['explanation/why-parley', 'explanation/how-it-works', 'explanation/security'],
  },
  {
    text: 'Contributing',
    door: 'Contributing',
    folder: 'contributing',
    pages: ['contributing/architecture', 'changelog'],
  },
]

/** The pages that are there, under the titles that they give themselves; a page that no section names comes last. */
export function createSidebar(docs: string): SidebarSection[] {
  const planned = new Set(plan.flatMap(({ pages }) => pages))
  const sections = plan.map(({ text, pages, folder, collapsed }) => {
    const found = folder === undefined ? [] : pagesIn(join(docs, folder)).map((name) => `${folder}/${name}`)
    const others = found.filter((page) => !planned.has(page))
    const items = [...pages, ...others].flatMap((page) => readPage(docs, page))
    return { text, items, ...(collapsed !== undefined && { collapsed }) }
  })
  return sections.filter((section) => section.items.length > 0)
}

/** The first page behind each door, for the bar at the top. A door is open on all pages up to the next one. */
export function createNavigation(sidebar: readonly SidebarSection[]): (SidebarPage & { activeMatch: string })[] {
  const doors: { readonly text: string; readonly pages: SidebarPage[] }[] = []
  for (const { text, items } of sidebar) {
    const door = plan.find((section) => section.text === text)?.door
    if (door !== undefined) doors.push({ text: door, pages: [] })
    doors.at(-1)?.pages.push(...items)
  }
  return doors.flatMap(({ text, pages }) => {
    const [first] = pages
    const match = pages.map(({ link }) => link.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')
    return first ? [{ text, link: first.link, activeMatch: `^(?:${match})(?:\\.html)?$` }] : []
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
  const source = readFileSync(file, 'utf8')
  // A page that includes another file has its heading there.
  const heading = (/^# +(.+?)\s*$/m.exec(source) ?? /^---\n(?:.*\n)*?title: (.+)\n/.exec(source))?.[1]
  const text = heading?.replace(/\s+\{#[^}]*\}$/, '').replace(/[`*]/g, '') ?? path
  return [{ text, link: path.endsWith('/index') ? `/${path.slice(0, -'index'.length)}` : `/${path}` }]
}
