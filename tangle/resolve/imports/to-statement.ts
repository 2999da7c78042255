import type { StaticImport, StaticImportEntry } from 'oxc-parser'
import type { ImportedName, ImportStatement } from './import-scan.ts'
import type { Trivia } from './trivia.ts'

/** An import as the parser lists it, in our words. */
export function toStatement(text: string, found: StaticImport, trivia: Trivia): ImportStatement {
  const { start, moduleRequest } = found
  const names = found.entries.map((entry) => toName(text, entry, trivia))
  const keyword = keywordOf(text, found, trivia)
  const hasMark = text.charAt(found.end - 1) === ';'
  const contentEnd = hasMark ? trivia.previous(found.end - 1) : found.end
  // One that begins a later line keeps that line from going on the one above (14.4).
  const hasSemicolon = hasMark && !/[\n\r\u2028\u2029]/.test(text.slice(contentEnd, found.end - 1))
  return {
    start,
    end: hasSemicolon ? found.end : contentEnd,
    keyword,
    source: text.slice(moduleRequest.start, moduleRequest.end),
    sourceOffset: moduleRequest.start,
    attributes: text.slice(moduleRequest.end, contentEnd),
    names: names.map((name) => ({ ...name, isType: name.isType || keyword === 'import type' })),
    hasSemicolon,
  }
}

/** `import type from 'x'` imports a default called type. */
function keywordOf(text: string, { start, entries }: StaticImport, trivia: Trivia): ImportStatement['keyword'] {
  const at = trivia.next(start + 'import'.length)
  const [first] = entries
  if (first?.importName.kind === 'Default' && first.localName.start === at) return 'import'
  const [word] = /^(?:type|defer|source)\b/.exec(text.slice(at, at + 7)) ?? []
  return word === undefined ? 'import' : (`import ${word}` as ImportStatement['keyword'])
}

function toName(text: string, { importName, localName, isType }: StaticImportEntry, trivia: Trivia): ImportedName {
  const { value: local, start: localOffset, end } = localName
  const own = { local, isType, localOffset, end }
  if (importName.kind === 'Default') return { ...own, imported: 'default', offset: localOffset, start: localOffset }
  if (importName.kind === 'NamespaceObject') {
    const star = trivia.previous(trivia.previous(localOffset) - 'as'.length) - 1
    return { ...own, imported: '*', offset: star, start: star }
  }
  const offset = importName.start ?? localOffset
  const before = trivia.previous(offset)
  const typed = text.slice(before - 'type'.length, before) === 'type' ? before - 'type'.length : undefined
  const start = isType && typed !== undefined ? typed : offset
  return { ...own, imported: text.slice(offset, importName.end ?? end), offset, start }
}
