import type { NameInfo, NameTag } from '../../check/types/name-service.ts'
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

/**
 * What the compiler knows about a name, in the words of a tooltip; `undefined` for a name that it does not know, or
 * knows no more about than the code says.
 */
export function describeName(info: NameInfo): HoverInfo | undefined {
  const signature = cut(tidy(signatureOf(info.signature)), longestSignature)
  if (/^(any|import [^\n]*)?$/.test(signature)) return undefined
  const documentation = firstParagraph(info.documentation)
  const tags = [...info.tags.flatMap(describeTag), ...(documentation === '' ? describeType(info.type) : [])]
  return {
    signature,
    ...(documentation !== '' && { documentation }),
    ...(tags.length > 0 && { tags }),
  }
}

/** A variable about which nothing is said: what is said about its type, if that has a name. */
function describeType(type: NameInfo['type']): [label: string, text: string][] {
  const text = firstParagraph(type?.documentation ?? '')
  // What has no name of its own is called `__type`, `__object` and the like.
  return type && text !== '' && !type.name.startsWith('__') ? [[type.name, text]] : []
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

function describeTag({ name, parameter, text }: NameTag): [label: string, text: string][] {
  const said = firstParagraph(text)
  if (name === 'param') return parameter === undefined || said === '' ? [] : [[parameter, said]]
  const label = Object.hasOwn(labels, name) ? labels[name] : undefined
  return label === undefined || (said === '' && name !== 'deprecated') ? [] : [[label, said]]
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
