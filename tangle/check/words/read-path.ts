import type { Mention, SpanReader } from './mention.ts'

const extension =
  /\.(?:[cm]?[jt]sx?|jsonc?|json5|ya?ml|toml|mdx?|markdown|vue|svelte|css|scss|html|py|go|rs|rb|sh|lockb?|ledger|txt|env|sql|prisma|graphql|proto)$/

/** Whether files with such an ending are everywhere. */
export function isEnding(text: string): boolean {
  return extension.test(text) || media.test(`a${text}`)
}

const media = /^[\w-]+\.(?:png|jpe?g|gif|svg|webp|pdf|docx?|xlsx?|csv|mp[34]|wav|zip)$/

/** A part of a path that the reader is to replace: `my-app`, `yourTest`, `issue-XXXX`, `Foo.ts`. */
const readersPart = /(?:^|\/)(?:your|my)(?:[A-Z_-])|X{3,}|N{3,}|(?:^|\/)(?:foo|bar|baz|qux)\b/i

/** `undefined` if the text is no path. */
export function readPath(text: string, { packages, hasEntry }: SpanReader): Mention[] | undefined {
  if (/\s|[=;'"`|&]|:\/\/|^\W*$/.test(text)) return undefined
  const [scopeOrName = '', rest = ''] = text.split('/')
  const packageName = text.startsWith('@') ? `${scopeOrName}/${rest}` : scopeOrName
  if (text.startsWith('@types/')) return []
  if (/^@[a-z\d][\w.-]*\/[a-z\d][\w./-]*$/i.test(text)) return [{ form: 'module', word: text, at: 0 }]
  if (packages.has(packageName) && text.includes('/')) return [{ form: 'module', word: text, at: 0 }]
  const isFile = extension.test(text) && /^[\w.*{}()[\]$@/+,-]+$/.test(text) && /\w/.test(text.replace(extension, ''))
  const isBelow = text.includes('/') && /^[\w.*{}()[\]$@/+,-]+$/.test(text) && hasEntry(scopeOrName)
  if (media.test(text) || readersPart.test(text)) return []
  if (!isFile && !isBelow) return /[\w)]\/\w/.test(text) ? [] : undefined
  // `Response.json` is a member, and `Node.js` a name of something else.
  if (!text.includes('/') && /^[A-Z][\w]*\.(?:js|json|ts|md)$/.test(text) && !hasEntry(text)) return []
  return [{ form: 'path', word: text, at: 0 }]
}
