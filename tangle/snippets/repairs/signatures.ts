// Functions that are shown by what they are given and what they return.

import { closingBracket } from './brackets.ts'

/** The words of generated references that are no TypeScript: `optional name: T`, `new Client(): Client`. */
const signatureWords =
  /^([ \t]*(?:(?:abstract|protected|readonly|static)[ \t]+)*)(optional)(?=[ \t]+[\w$"'[])|^([ \t]*new[ \t]+)([\w$]+)(?=(?:<[^()\n]{0,4000}>)?\([^;{}]{0,1000}\):)/gm

/** What stands in front of the last name of a call: `http.` of `http.get(path: string)`. */
const owners = /^(?:await[ \t]+)?\.?(?:[\w$]+\??\.)*(?<=[.])(?=[\w$]+[ \t]*[<(])/gm

/** The first call of `create<T>()(creator: Creator<T>)`. */
const firstCall = /(?<=[\w$>])\(\)(?=\()/g

/** A method that is shown as a function, and has the name of a keyword: `function delete(path: string): void`. */
const keywordNames =
  /(?<=^[ \t]*(?:async[ \t]+)?function[ \t]+)(?:catch|continue|default|delete|do|for|if|import|in|new|return|switch|throw|typeof|void|while|with)(?=[ \t]*[<(])/gm

/** What may be left out of a call: `round(value, precision?)`. */
const optionalArguments = /(?<=[\w$\])}])\?(?=\s*[,)])/g

/** A function that is shown as it is called, with an arrow in front of what it returns: `verify(token: string) => User`. */
const arrows = /^([ \t]*[\w$.]+(?:<[^()\n]*>)?\([^;{}()]*\))[ \t]*=>(?=[^{}\n]*$)/gm

/** One that is shown as a property, with a colon in front of what it returns: `sign: (user: User): string`. */
const colons = /^([ \t]*[\w$]+):(?=[ \t]*\([^;{}()]*\)[ \t]*:)/gm

/**
 * A text with spaces in place of words that references put in front of a member, of a constructor, or of a function
 * that is shown as it is called, with the types of its arguments in place of their values. Names that no function can
 * have are others.
 */
export function withoutSignatureWords(text: string): string {
  const spaces = (part: string) => ' '.repeat(part.length)
  return text
    .replace(signatureWords, (_, indent = '', word = '', keyword = '', name = '') =>
      word === '' ? keyword + spaces(name) : indent + spaces(word),
    )
    .replace(arrows, (whole, call: string) => `${call}:`.padEnd(whole.length))
    .replace(colons, '$1 ')
    .replace(keywordNames, (name) => name.replace(/.$/, '_'))
    .replace(owners, spaces)
    .replace(firstCall, spaces)
    .replace(optionalArguments, spaces)
}

/** A function among other types that has no brackets of its own: `string | (props) => string`. */
const functionType = /(\|[ \t]*)((?:<[^<>\n]*>)?\([^()\n]*\)[ \t]*=>[ \t]*[^\n|;]*[^\s|;])(?=[ \t]*(?:[|;\n]|$))/g

/** A text in which such functions have brackets, as generators of references leave them out. It has the same lines. */
export function withFunctionTypes(text: string): string {
  return text.replace(functionType, '$1($2)')
}

/** A function that is shown as a method, or as it is called: a name at the margin, and its parameters. */
const bareFunction =
  /^(?!(?:if|for|while|switch|catch|with|function|return|await|super|import)\b)[A-Za-z_$][\w$]*(?:<[^()\n]*>)?\(/gm

/**
 * A text in which functions that are shown between statements without their keyword have it: with a body, or with the type
 * of what they return. It has the same lines.
 */
export function withFunctionKeywords(text: string): string {
  return text.replace(bareFunction, (head, at: number) => {
    const end = closingBracket(text, at + head.length)
    return end !== undefined && /^\s*[:{]/.test(text.slice(end + 1, end + 200)) ? `function ${head}` : head
  })
}

/** A function with one object, of which the types of its members are shown: `function create({ name: string })`. */
const shownOptions = /^([ \t]*(?:export[ \t]+)?(?:async[ \t]+)?function[ \t]+[\w$]+[ \t]*(?:<[^()\n]*>)?\()(?=\{)/gm

/** A text in which such an object is the type of a parameter. It has the same lines. */
export function withOptionsAsType(text: string): string {
  const isWhole = /\}\)[ \t]*;?[ \t]*(?:\n|$)/.test(text)
  return isWhole ? text.replace(shownOptions, '$1options: ').replace(/^(\}\))[ \t]*$/gm, '$1: any') : text
}
