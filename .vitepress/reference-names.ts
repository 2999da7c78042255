import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type MarkdownIt from 'markdown-it'
import { escapeHtml } from '../tangle/weave/index.ts'
import { headingId } from './heading-id.ts'

type Token = ReturnType<MarkdownIt['parse']>[number]

/**
 * Makes each name of the API that stands in running text as code a link to where the reference explains it. Names of
 * one word, such as `Page` or `text`, are left alone unless they say whose they are: most often something else is meant.
 */
export function linkNames(md: MarkdownIt, folder: string, base: string): void {
  const addresses = readNames(folder, base)
  md.core.ruler.push('reference_names', ({ tokens }) => {
    tokens.forEach((token, at) => {
      if (token.type !== 'inline' || tokens[at - 1]?.type === 'heading_open') return
      let depth = 0
      for (const child of token.children ?? []) {
        if (child.type === 'link_open') depth++
        if (child.type === 'link_close') depth--
        if (child.type === 'code_inline' && depth === 0) linkName(child, addresses)
      }
    })
  })
}

function linkName(token: Token, addresses: ReadonlyMap<string, string>): void {
  const name = token.content.replace(/\(.*\)$/s, '').replace(/^new /, '')
  const address = addresses.get(name)
  if (address === undefined) return
  const code = escapeHtml(token.content)
  token.content = `<a class="reference-name" href="${escapeHtml(address)}"><code>${code}</code></a>`
  token.type = 'html_inline'
}

/** The names that the pages of the reference have headings for, and what programs call them by, with their addresses. */
export function readNames(folder: string, base: string): ReadonlyMap<string, string> {
  return onlyOnce(
    readHeadings(folder, base).flatMap(([name, address]) => {
      const [owner = '', method] = name.split('.')
      const names = method === undefined ? [name] : [name, method]
      // What a client of Dify has is called by its property.
      const ofDify = method === undefined ? [] : [`dify.${owner.toLowerCase()}.${method}`]
      return [...names.filter(isTelling), ...ofDify].map((each) => [each, address] as const)
    }),
  )
}

/**
 * The page of the reference for a name in code, which the compiler knows: a method leads to its heading, a property and
 * an option to the table of their owner.
 */
export function referenceOf(folder: string, base: string): (name: string, file: string) => string | undefined {
  const addresses = onlyOnce(readHeadings(folder, base))
  return (name, file) =>
    /^(?:src|tangle)\//.test(file) ? (addresses.get(name) ?? addresses.get(name.replace(/\..*$/, ''))) : undefined
}

/** The names in the headings of the reference, such as `ChatService` and `ChatService.fromEvent`, with their addresses. */
function readHeadings(folder: string, base: string): [name: string, address: string][] {
  const found: [string, string][] = []
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.md'))) {
    const counts = new Map<string, number>()
    for (const [, heading = ''] of readFileSync(join(folder, file), 'utf8').matchAll(/^#+ (.+)$/gm)) {
      const id = headingId(heading)
      const count = counts.get(id) ?? 0
      counts.set(id, count + 1)
      const name = /^`([\w.]+)(?:\(\))?`$/.exec(heading)?.[1]
      if (name === undefined) continue
      found.push([name, `${base}reference/api/${file.slice(0, -'.md'.length)}#${id}${count === 0 ? '' : `-${count}`}`])
    }
  }
  return found
}

/** Without the names that have several addresses. */
function onlyOnce(pairs: readonly (readonly [name: string, address: string])[]): ReadonlyMap<string, string> {
  const found = new Map<string, Set<string>>()
  for (const [name, address] of pairs) found.set(name, (found.get(name) ?? new Set()).add(address))
  return new Map(
    [...found].flatMap(([name, [address, ...others]]) => (address && others.length === 0 ? [[name, address]] : [])),
  )
}

/** Of two words at least, so that it can hardly mean anything else. */
function isTelling(name: string): boolean {
  return /[a-z.].*[A-Z]/.test(name) || name.includes('.')
}
