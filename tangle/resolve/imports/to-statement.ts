import type { ImportDeclaration, ImportDeclarationSpecifier } from 'oxc-parser'
import type { ImportedName, ImportStatement } from './import-scan.ts'
import type { Trivia } from './trivia.ts'

/** An import of a syntax tree, in our words. */
export function toStatement(text: string, node: ImportDeclaration, trivia: Trivia): ImportStatement {
  const { start, source } = node
  const isType = node.importKind === 'type'
  const hasMark = text.charAt(node.end - 1) === ';'
  const contentEnd = hasMark ? trivia.previous(node.end - 1) : node.end
  // One that begins a later line keeps that line from going on the one above (14.4).
  const hasSemicolon = hasMark && !/[\n\r\u2028\u2029]/.test(text.slice(contentEnd, node.end - 1))
  return {
    start,
    end: hasSemicolon ? node.end : contentEnd,
    keyword: isType ? 'import type' : node.phase ? `import ${node.phase}` : 'import',
    source: text.slice(source.start, source.end),
    sourceOffset: source.start,
    attributes: text.slice(source.end, contentEnd),
    names: node.specifiers.map((specifier) => toName(text, specifier, isType)),
    hasSemicolon,
  }
}

function toName(text: string, specifier: ImportDeclarationSpecifier, isTypeStatement: boolean): ImportedName {
  const { type, start, end, local } = specifier
  const name = { local: local.name, localOffset: local.start, start, end, isType: isTypeStatement }
  if (type === 'ImportDefaultSpecifier') return { ...name, imported: 'default', offset: start }
  if (type === 'ImportNamespaceSpecifier') return { ...name, imported: '*', offset: start }
  const { imported, importKind } = specifier
  return {
    ...name,
    imported: text.slice(imported.start, imported.end),
    offset: imported.start,
    isType: isTypeStatement || importKind === 'type',
  }
}
