import type { ContextPart } from './find-context.ts'
import { oncePerPage } from './once-per-page.ts'
import { impliedModules, importedModules } from './shown-imports.ts'
import type { Snippet } from './snippet.ts'
import { childrenOf, type SyntaxNode } from './syntax.ts'

/** Of these, nothing is said: they are the usual ones, or the tsconfig knows a package that adds to them. */
const usual = 'react'

/** Packages that bring elements of JSX, by the modules that stand for them. */
const sources: readonly (readonly [module: RegExp, source: string])[] = [
  [/^hono\/jsx\/dom\b/, 'hono/jsx/dom'],
  [/^hono\/jsx\b/, 'hono/jsx'],
  [/^(?:solid-js|@solidjs\/)|(?:^|[/-])solid-/, 'solid-js'],
  [/^(?:preact|@preact\/)|(?:^|[/-])preact-/, 'preact'],
  [/^@builder\.io\/qwik/, '@builder.io/qwik'],
  [/^@qwik\.dev\/core/, '@qwik.dev/core'],
  [/^react(?:-|\/|$)|[/-]react(?:-|$)/, usual],
]

/** The modules that elements may come from, though no block imports them. */
export const jsxSources: readonly string[] = sources.map(([, source]) => source)

/**
 * The package whose elements a snippet writes, told by what it and its context import, else by its page; `undefined` if
 * nothing says so, and the tsconfig decides.
 */
export function findJsxSource(
  snippet: Snippet,
  context: readonly ContextPart[],
  imports: readonly string[],
  sourceOfPage: (page: string) => string | undefined,
): string | undefined {
  const all = [snippet, ...context.map((part) => part.snippet)]
  if (!all.some(({ language, program }) => language === 'tsx' && hasElements(program))) return undefined
  const source =
    sourceAmong(importedModules(all)) ?? sourceOfPage(snippet.block.page) ?? sourceAmong(impliedModules(imports))
  return source === usual ? undefined : source
}

/** The framework that pages of a folder are about: `docs/framework/solid/arrays.md`. */
const folders: readonly (readonly [folder: RegExp, source: string])[] = [
  [/(?:^|\/)solid(?:-?js)?\//i, 'solid-js'],
  [/(?:^|\/)preact\//i, 'preact'],
  [/(?:^|\/)react\//i, usual],
]

/**
 * Tells whose elements those of a page are, where a block does not say it itself: those of what the page imports, else
 * those of the framework that its folder is called after.
 */
export function findJsxSourceOfPages(snippets: readonly Snippet[]): (page: string) => string | undefined {
  return oncePerPage(snippets, (ofPage, page) => {
    const told = new Set(ofPage.flatMap((snippet) => sourceAmong(importedModules([snippet])) ?? []))
    const [only, other] = told
    return only !== undefined && other === undefined ? only : folders.find(([name]) => name.test(page))?.[1]
  })
}

function sourceAmong(modules: Iterable<string>): string | undefined {
  const all = [...modules]
  return sources.find(([module]) => all.some((name) => module.test(name)))?.[1]
}

function hasElements(node: SyntaxNode): boolean {
  return /^JSX(?:Element|Fragment)$/.test(node.type) || childrenOf(node).some(hasElements)
}
