import ts from 'typescript'
import { readComment } from '../../tangle/sources/read-members.ts'

/** What the comment of a declaration says. */
export interface Comment {
  /** As Markdown, with one line for a paragraph, and the version of `@since`. Empty if there is none. */
  readonly about: string
  /** For a cell of a table: without the default. */
  readonly inShort: string
  readonly defaultText: string | undefined
  /** What may be thrown, and when. */
  readonly throws: readonly string[]
  readonly returns: string | undefined
  readonly parameters: ReadonlyMap<string, string>
}

/** Reads the last comment in front of a declaration. */
export function commentOf(declaration: ts.Node): Comment {
  const holder = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration
  const doc = ts.getJSDocCommentsAndTags(holder).findLast(ts.isJSDoc)
  const source = doc?.getSourceFile().text ?? ''
  const raw = doc ? source.slice(doc.pos + '/*'.length, doc.end - '*/'.length) : ''
  const { about: inShort, defaultText } = readComment(withoutSources(raw))
  const tags = ts.getJSDocTags(holder)
  const textsOf = (name: string) =>
    tags.filter((tag) => tag.tagName.text === name).map((tag) => flat(rawTextOf(tag.comment)))
  // The tag of a release, for what came after the first one.
  const since = textsOf('since').map((version) => `Since ${version}.`)
  return {
    about: [toMarkdown(rawTextOf(doc?.comment)), ...since].filter((part) => part !== '').join('\n\n'),
    inShort: [inShort, ...since].filter((part) => part !== '').join(' '),
    defaultText,
    // The compiler takes the first word for a type only in braces.
    throws: tags.filter(({ tagName }) => tagName.text === 'throws').map((tag) => flat(tagText(tag))),
    returns: textsOf('returns')[0],
    parameters: new Map(
      tags.filter(ts.isJSDocParameterTag).map((tag) => [tag.name.getText(), flat(rawTextOf(tag.comment))]),
    ),
  }
}

function tagText(tag: ts.JSDocTag): string {
  const text = tag.getSourceFile().text.slice(tag.tagName.end, tag.end)
  return withoutSources(text.replace(/\n\s*\*? ?/g, '\n'))
}

function rawTextOf(comment: string | ts.NodeArray<ts.JSDocComment> | undefined): string {
  return withoutSources(ts.getTextOfJSDocComment(comment) ?? '')
}

/** Where a rule stands in the specification of a platform is for those who change the SDK. */
function withoutSources(text: string): string {
  return text
    .replace(/\s*\((?:[^()`]*\bspecification\b[^()]*|WHATWG[^()]*)\)/gi, '')
    .replace(/\{@link(?:code|plain)?\s+([^}|]*?)\s*(?:\|\s*([^}]*))?\}/g, (_, name, words) => words ?? `\`${name}\``)
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function toMarkdown(text: string): string {
  return text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => (/^\s*(?:```|- |\d+\. )/.test(paragraph) ? joinItems(paragraph) : flat(paragraph)))
    .join('\n\n')
}

/** Items of a list keep their lines; what goes on below an item is joined to it. */
function joinItems(text: string): string {
  return text.startsWith('```') ? text : text.replace(/\n(?!\s*(?:- |\d+\. ))\s*/g, ' ')
}
