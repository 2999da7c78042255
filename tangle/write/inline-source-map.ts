import type { Target } from '../model/origin-map.ts'
import type { Page } from '../model/page.ts'
import { toSourceMap } from './source-map.ts'

/**
 * The text of a target with its source map in a last comment, which Node, bundlers and browsers read: they show places
 * of pages then. `sourceOf` names a page in the map, relative to the folder of the target or absolute; by default the
 * page is where it is in the project. Only for languages that a source map is for: JavaScript, TypeScript and CSS.
 */
export function withInlineSourceMap(
  target: Target,
  pages: readonly Page[],
  sourceOf: (page: string) => string = (page) => `${'../'.repeat(target.path.split('/').length - 1)}${page}`,
): string {
  const map = toBase64(JSON.stringify(toSourceMap(target, pages, sourceOf)))
  const comment = `# sourceMappingURL=data:application/json;charset=utf-8;base64,${map}`
  return `${target.text}${/\.css$/.test(target.path) ? `/*${comment} */` : `//${comment}`}\n`
}

/** Without `Buffer`, which browsers do not have. */
function toBase64(text: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary)
}
