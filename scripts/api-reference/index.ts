import { openProject } from '../../tangle/project/project.ts'
import { type ApiPage, assignNames } from './assign-names.ts'
import { findUses, programsOf } from './find-uses.ts'
import { Links } from './links.ts'
import { nestOptions } from './nest-options.ts'
import { entryPoints, openApi, type PublicName } from './open-api.ts'
import { type Context, headingsOf, importsOf, renderName } from './render-name.ts'

/** The folder of the pages, from the root of the project. */
export const API_FOLDER = 'docs/reference/api'

/** The pages of the reference, by their paths from the root of the project. */
export async function renderApiPages(root: string): Promise<ReadonlyMap<string, string>> {
  const project = await openProject({ root })
  const api = openApi(
    root,
    programsOf(project).map(({ path }) => path),
  )
  const pages = assignNames(api)
  const links = new Links()
  const nested = new Map(pages.flatMap((page) => [...nestOptions(page, api)]))
  const below = new Set([...nested.values()].flat())
  const tops = pages.map((page) => ({ ...page, members: page.members.filter((member) => !below.has(member)) }))
  for (const { file, title, members } of tops) {
    links.add(`page ${file}`, file, title)
    for (const member of members) for (const [key, heading] of headingsOf(member, nested)) links.add(key, file, heading)
  }
  const uses = findUses(project, api)
  const rendered = tops.map((page) => {
    const mostImports = mostOften(page.members.map(importsOf))
    const context: Context = { api, links: links.from(page.file), uses, nested, mostImports }
    return [`${API_FOLDER}/${page.file}.md`, renderPage(page, context)] as const
  })
  return new Map([[`${API_FOLDER}/index.md`, renderIndex(pages, links)], ...rendered])
}

const notice = '<!-- Written by `npm run reference` from the sources and their comments. -->'

/** Code that a site of Vue would put a value in place of. */
const interpolation = /`([^`\n]*\{\{[^`\n]*)`/g

function renderPage({ title, lead, members }: ApiPage, context: Context): string {
  const sections = members.map((member) => renderName(member, context))
  const isMixed = members.some((member) => importsOf(member) !== context.mostImports)
  const from = `Import from ${context.mostImports}${isMixed ? ', where nothing else is said' : ''}.`
  return `${[`# ${title}`, notice, lead, from, ...sections].join('\n\n')}\n`.replace(
    interpolation,
    '<code v-pre>$1</code>',
  )
}

function mostOften(texts: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? ''
}

function renderIndex(pages: readonly ApiPage[], links: Links): string {
  const listOf = (kind: ApiPage['package']) =>
    pages
      .filter((page) => page.package === kind)
      .map(({ file, title, lead, names, members }) => {
        const link = ({ name, key }: PublicName) => `[\`${name}\`](${links.to(key)})`
        const main = members.filter(({ name }) => names.includes(name)).map(link)
        const others = members.filter(({ name }) => !names.includes(name)).map(link)
        return [
          `### [${title}](./${file}.md)`,
          lead,
          main.join(', '),
          ...(others.length > 0 ? [`Types: ${others.join(', ')}`] : []),
        ].join('\n\n')
      })
      .join('\n\n')
  const specifiersOf = (start: string) =>
    entryPoints
      .flatMap(([specifier]) => (specifier.startsWith(start) ? [`\`${specifier}\``] : []))
      .join(', ')
      .replace(/, ([^,]*)$/, ' and $1')
  return `# API reference

${notice}

Every name that the two packages export, with its signature, its options and their defaults, the errors that it throws, and the pages that show it. All of it is read from the sources, and a test keeps it current. A name or an option that came after the first version says since when it is there.

## The SDK

Import from ${specifiersOf('@parley/sdk')}. \`@parley/sdk\` alone has both platforms.

${listOf('sdk')}

## The toolchain

Import from ${specifiersOf('@parley/tangle')}.

${listOf('tangle')}
`
}
