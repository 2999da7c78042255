import type { ContextPart } from './find-context.ts'
import type { Snippet } from './snippet.ts'
import { childrenOf, type SyntaxNode } from './syntax.ts'

/** Packages that bring elements of JSX of their own, by the modules that stand for them. */
const sources: readonly (readonly [module: RegExp, source: string])[] = [
  [/^hono\/jsx\/dom\b/, 'hono/jsx/dom'],
  [/^hono\/jsx\b/, 'hono/jsx'],
  [/^(?:solid-js|@solidjs\/)|(?:^|[/-])solid-/, 'solid-js'],
  [/^(?:preact|@preact\/)|(?:^|[/-])preact-/, 'preact'],
  [/^@builder\.io\/qwik/, '@builder.io/qwik'],
  [/^@qwik\.dev\/core/, '@qwik.dev/core'],
]

/**
 * The package whose elements a snippet writes, told by what it and its context import; `undefined` if nothing says so,
 * and the tsconfig decides.
 */
export function findJsxSource(
  snippet: Snippet,
  context: readonly ContextPart[],
  imports: readonly string[],
): string | undefined {
  const all = [snippet, ...context.map((part) => part.snippet)]
  if (!all.some(({ language, program }) => language === 'tsx' && hasElements(program))) return undefined
  const declared = all.flatMap(({ names }) => [...names.declared.values()].flat())
  const implied = imports.map((line) => /from ["']([^"']+)["']/.exec(line)?.[1] ?? '')
  const modules = [...declared.flatMap(({ from }) => from?.module ?? []), ...implied]
  return sources.find(([module]) => modules.some((name) => module.test(name)))?.[1]
}

function hasElements(node: SyntaxNode): boolean {
  return /^JSX(?:Element|Fragment)$/.test(node.type) || childrenOf(node).some(hasElements)
}
