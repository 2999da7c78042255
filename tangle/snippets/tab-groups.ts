import type { Page } from '../model/page.ts'
import type { Tab } from './snippet.ts'

const opening =
  /^\s*(?:(:{3,})\s*(?:code-group|tabs)\b|<(Tabs|CodeGroup|CodeTabs|TabGroup|PackageManagerTabs|UnstyledTabs)\b|<!--\s*::start:(\w+))/i
const item =
  /^\s*(?:<(?:Tab|TabItem|TabPanel)\b[^>]*?(?:(?:label|title|value|name)=["'{]*([^"'}>]+))?|== (.+)|@tab\s+(.+))/

/** Within comments that open and close a group, headings are the titles of tabs. */
const headedItem = /^#{1,6} (.+)/

/** The tab of each fence of a page, by the line where it opens. Outside of tabs there is none. */
export function findTabs({ lines, blocks }: Pick<Page, 'lines' | 'blocks'>): Map<number, Tab> {
  const tabs = new Map<number, Tab>()
  let end = 0
  let open:
    | {
        readonly group: number
        readonly close: RegExp
        readonly isHeaded?: boolean
        item: number
        title: string | undefined
        marked: boolean
      }
    | undefined
  const fences = new Map(blocks.map((block) => [block.fence.start.line, block]))
  for (let line = 0; line < lines.length; line++) {
    const block = fences.get(line)
    if (block) {
      if (open) {
        if (!open.marked) open.item++
        tabs.set(line, {
          group: open.group,
          item: open.item,
          title: open.marked ? open.title : titleOf(lines[line] ?? ''),
        })
      }
      end = block.endLine
      line = Math.max(line, end)
      continue
    }
    const text = lines[line] ?? ''
    if (open) {
      const [found, ...titles] = (open.isHeaded ? headedItem : item).exec(text) ?? []
      if (found !== undefined) {
        open.item++
        open.marked = true
        open.title = titles.find((title) => title !== undefined)?.trim()
      } else if (open.close.test(text)) open = undefined
      continue
    }
    const [, colons, element, comment] = opening.exec(text) ?? []
    if (colons !== undefined)
      open = { group: line, close: new RegExp(`^\\s*${colons}\\s*$`), item: -1, title: undefined, marked: false }
    else if (element !== undefined && !text.includes(`</${element}>`))
      open = { group: line, close: new RegExp(`</${element}>`), item: -1, title: undefined, marked: false }
    else if (comment !== undefined) {
      const close = new RegExp(`^\\s*<!--\\s*::end:${comment}\\b`)
      open = { group: line, close, isHeaded: true, item: -1, title: undefined, marked: false }
    }
  }
  return tabs
}

/** What a site generator shows above a block: `[title]`, `title="…"`. */
function titleOf(fence: string): string | undefined {
  const [, bracket, quoted] = /\[([^\]]+)\]|\btitle=["']([^"']+)/.exec(fence) ?? []
  return bracket ?? quoted
}
