import type TypeScript from 'typescript'
import type { HoverInfo } from './page-hovers.ts'

/** Characters of a signature, about six lines of a tooltip. */
const longestSignature = 300

/** Characters of a paragraph of documentation. */
const longestText = 400

/** What the reader is told of a tag, by its name. Of the other tags, nothing. */
const labels: Readonly<Record<string, string>> = {
  returns: 'Returns',
  return: 'Returns',
  throws: 'Throws',
  default: 'Default',
  defaultValue: 'Default',
  deprecated: 'Deprecated',
}

/** What the compiler knows about a name, in the words of a tooltip. */
export function describeName(info: TypeScript.QuickInfo): HoverInfo {
  const documentation = describeDocumentation(info.documentation ?? [])
  const tags = (info.tags ?? []).flatMap(describeTag)
  return {
    signature: cut(tidy(signatureOf(textOf(info.displayParts ?? []))), longestSignature),
    ...(documentation !== '' && { documentation }),
    ...(tags.length > 0 && { tags }),
  }
}

/** The first paragraph of a comment; empty if it says nothing. */
export function describeDocumentation(parts: readonly TypeScript.SymbolDisplayPart[]): string {
  return firstParagraph(textOf(parts))
}

/** An imported name is what it stands for: that it was imported is in the code. */
function signatureOf(text: string): string {
  if (!text.startsWith('(alias) ')) return text
  const own = text.slice('(alias) '.length).replace(/\nimport [^\n]*$/, '')
  // Where an imported function is called, the compiler leaves out what it is.
  return /^[\w$]+[<(]/.test(own) ? `function ${own}` : own
}

/** With less indent, and without the folders of the computer that made the page: a type says which module it is from. */
function tidy(signature: string): string {
  return signature
    .replace(/^(?: {4})+/gm, (indent) => ' '.repeat(indent.length / 2))
    .replace(/\bimport\("[^"]*"\)\./g, '')
    .replace(/\bimport\("[^"]*[\\/]([^"\\/]+)"\)/g, 'import("$1")')
}

function describeTag({ name, text = [] }: TypeScript.JSDocTagInfo): [label: string, text: string][] {
  if (name === 'param') {
    const parameter = textOf(text.filter(({ kind }) => kind === 'parameterName'))
    const rest = firstParagraph(textOf(text.filter(({ kind }) => kind !== 'parameterName')))
    return parameter === '' || rest === '' ? [] : [[parameter, rest]]
  }
  const label = Object.hasOwn(labels, name) ? labels[name] : undefined
  const said = firstParagraph(textOf(text))
  return label === undefined || (said === '' && name !== 'deprecated') ? [] : [[label, said]]
}

/** `{@link Name}` and `{@link address words}` become the name or the words. */
function textOf(parts: readonly TypeScript.SymbolDisplayPart[]): string {
  return parts.map(({ kind, text }) => (kind === 'link' ? '' : kind === 'linkText' ? lastWords(text) : text)).join('')
}

/** Of an address with words behind it, the words. */
function lastWords(text: string): string {
  const [, words] = /^\s*https?:\/\/\S+?(?:\s*\|\s*|\s+)(\S.*)$/s.exec(text) ?? []
  return words ?? text.trim()
}

/**
 * On one line, since line ends in a comment say nothing; without the hyphen that parts a name from its description, and
 * of Markdown only with the backticks.
 */
function firstParagraph(text: string): string {
  const [paragraph = ''] = text.trim().split(/\n\s*\n/)
  const plain = paragraph
    .replace(/^-\s+/, '')
    .replace(/\[([^\]]+)\]\([^)\s]*\)/g, '$1')
    .replace(/\*\*(?=\S)(.+?)(?<=\S)\*\*/gs, '$1')
  return cut(plain.replace(/\s+/g, ' ').trim(), longestText)
}

/** Not within a character of two units. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text
  return `${text
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd()}…`
}
