// Texts that show code without being some: each is turned into a text that parses, with the same lines.

const inlineDots =
  /(?<=[{([,]\s*)(?:\.{3}|…)[ \t]*,|(?<=[)\]}])[ \t]*(?:\.{3}|…)(?=[ \t]*;?[ \t]*(?:\/\/[^\n]*)?(?:\n|$))|(?<=[\w$])<\s*(?:\.{3}|…)(?:\s*,\s*(?:\.{3}|…))*\s*>|(?:\.{3}|…)(?=\s*(?:[)}\]>,;]|\/>))|…/g

/**
 * Dots in front of what closes a list stand for more of the same, as in `f(...)` and `{ ... }`: a text without them. A
 * list of types is none without any.
 */
export function withoutInlineDots(text: string): { readonly text: string; readonly places: readonly number[] } {
  const places: number[] = []
  const shorter = text.replace(inlineDots, (dots, at: number) => {
    places.push(at)
    return ' '.repeat(dots.length)
  })
  return { text: shorter, places }
}

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

/** The end of a member at the left margin: `name: string(),`, or the last line of one. */
const memberEnd = /^((?:[\w$]+\??:[^\n]*|[\])}]+)),[ \t]*$/gm

/** A text in which members that stand between statements are labels: `;` in place of `,`. */
export function withMembersAsLabels(text: string): string {
  return text.replace(memberEnd, '$1;')
}

/** The end of a member that has no comma, a few comments below it, and the next member. */
const memberWithoutComma =
  /(?<=[\w$'"`)\]}])(?=[ \t]*(?:\/\/[^\n]*)?\n(?:[ \t]*\n){0,3}(?:[ \t]*\/\/[^\n]*\n){1,5}([ \t]*[\w$]+:)[ \t])/g

const memberStart = /^[ \t]*[\w$]+:/gm

/**
 * A text with commas between members that show the ways to write one of them, each below a comment: `retries: 3`, `// or`,
 * `retries: (attempt) => attempt < 3`. It has the same lines.
 */
export function withCommasBetweenWays(text: string): string {
  const firsts = new Map<string, number>()
  for (const { 0: start, index } of text.matchAll(memberStart)) if (!firsts.has(start)) firsts.set(start, index)
  return text.replace(memberWithoutComma, (_, start: string, at: number) => {
    return (firsts.get(start) ?? at) < at ? ',' : ''
  })
}

/** A line that begins with an element of JSX, and the one before it. */
const elementLine = /^([^\n]*)\n(?=<(?:[A-Za-z]|>))/gm

/**
 * A text in which an element that begins a line begins a statement, where what stands before it has no semicolon. It has
 * the same lines, and their columns up to there.
 */
export function withElementsApart(text: string): string {
  return text.replace(elementLine, (_, line: string) => (/^\s*\/\//.test(line) ? `;${line}\n` : `${line};\n`))
}

/** A member of a type with what it is if nobody says otherwise, or with an example: `retries?: number = 3`. */
const memberDefault = /^([ \t]*(?:readonly[ \t]+)?[\w$]+\??:[^\n=]*(?:[^\s=<>!]|>(?=[ \t])))([ \t]*=(?![=>])[^\n]*)$/gm

/** A text with spaces in place of the defaults of members of types, in which types have none. */
export function withoutMemberDefaults(text: string): string {
  return text.replace(memberDefault, (_, member: string, value: string) => member + ' '.repeat(value.length))
}

/** A comment that says that what follows comes out: `// =>` above an object. */
const output = /^[ \t]*\/\/[ \t]*(?:=>|→|➜)[ \t]*(?=\n[ \t]*[{[])/gm

/** A comment at the margin, with nothing but the beginning of an object or a list in the next line with text. */
const outputBelow = /^([ \t]*)\/\/[^\n]*(?=\n(?:[ \t]*\n)?\1[{[][ \t]*$)/gm

/** A text in which an object or a list that comes out of the code above it is a value. It has the same lines. */
export function withOutputAsValue(text: string): string {
  const margin = /^[ \t]*(?=\S)/m.exec(text)?.[0]
  return text
    .replace(output, 'void')
    .replace(outputBelow, (comment, indent: string) => (indent === margin ? `${indent}void` : comment))
}

/** A line with the bound of a parameter for types. */
const boundLine = /^([ \t]*(?:const[ \t]+)?[A-Z][\w$]*[ \t]+extends[ \t][^\n/,]*[^\s/,])(?=[ \t]*(?:\/\/[^\n]*)?$)/gm

/** A text in which parameters for types that stand under each other are a list of them. It has the same lines. */
export function withParametersAsList(text: string): string {
  return text.replace(boundLine, '$1,')
}

/** A comment of dots at the end of a text. */
const openEnd = /\/\/[ \t]*(?:\.{3}|…)\s*$/

/** Texts, comments, and brackets. How long a comment is has a bound: a text may begin many that never end. */
const brackets =
  /\/\/[^\n]*|\/\*[\s\S]{0,4000}?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|[([{}\])]/g

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/**
 * A text that breaks off with dots, with what closes its brackets in their place, and the place where the rest of it is
 * left out.
 *
 * @param dotted Places of lines of dots, which the text has no more.
 */
export function withClosedEnd(
  text: string,
  dotted: readonly number[],
): { readonly text: string; readonly places: readonly number[] } {
  const last = dotted.at(-1)
  const end = last !== undefined && text.slice(last).trim() === '' ? last : openEnd.exec(text)?.index
  if (end === undefined) return { text, places: [] }
  const open: string[] = []
  for (const [part] of text.slice(0, end).matchAll(brackets)) {
    const closer = closers[part]
    if (closer !== undefined) open.push(closer)
    else if (part === open.at(-1)) open.pop()
    else if (/^[)\]}]$/.test(part)) return { text, places: [] }
  }
  if (open.length === 0) return { text, places: [] }
  return { text: `${text.slice(0, end)}${open.reverse().join('')}`, places: [end] }
}

/** Decorators that stand alone, as calls: `@Column('int')` without the member or the class below it. */
export function withDecoratorsAsCalls(text: string): string {
  return text.replace(/^([ \t]*)@(?=[\w$.]+[ \t]*\()/gm, '$1;')
}

/** The end of an object, with comments between it and the beginning of the next one. */
const objectEnd = /(?<=\})[ \t]*\n(?=(?:[ \t]*\n)*[ \t]*\/\/[^\n]*\n(?:[ \t]*(?:\/\/[^\n]*)?\n)*[ \t]*\{)/g

/** A text in which objects under each other, each below a comment, are a list of them. It has the same lines. */
export function withObjectsAsList(text: string): string {
  return text.replace(objectEnd, ',\n')
}

/** A function among other types that has no brackets of its own: `string | (props) => string`. */
const functionType = /(\|[ \t]*)((?:<[^<>\n]*>)?\([^()\n]*\)[ \t]*=>[ \t]*[^\n|;]*[^\s|;])(?=[ \t]*(?:[|;\n]|$))/g

/** A text in which such functions have brackets, as generators of references leave them out. It has the same lines. */
export function withFunctionTypes(text: string): string {
  return text.replace(functionType, '$1($2)')
}

/** An element that is shown up to the end of its attributes, and nothing else. */
const openElement = /^(\s*(?:\/\/[^\n]*\n\s*)*<[A-Za-z][^<]*[^/<=-])>(\s*)$/

/** A text in which such an element is closed. It has the same lines. */
export function withClosedElement(text: string): string {
  return text.replace(openElement, '$1/>$2')
}

/** A name in the place of another one that everybody has to choose: `<BINDING_NAME>: Database`, `db.query.<table>`. */
const placeholder = /(?<=\.)<([\w-]+)>(?=[.)(\s;,])|(?<=^[ \t]*)<([\w-]+)>(?=\??:)/gm

/** A text in which such names are names. It has the same columns. */
export function withNamedPlaceholders(text: string): string {
  return text.replace(placeholder, (whole) => whole.replace(/[<>-]/g, '_'))
}

/** The beginning of a member of a class that has a decorator, a modifier, or both. */
const classMember =
  /^((?:@[\w$.]+(?:\([^()\n]*\))?\s+)*)((?:(?:accessor|declare|override|private|protected|public|readonly|static)[ \t]+)*)(async[ \t]+)?([\w$]+)[?!]?(?=[ \t]*([:=(<;\n]))/gm

/**
 * A text in which members of a class that stand between statements are variables and functions: pages show what is in
 * front of a class and what is in it together. It has the same lines.
 */
export function withMembersAsStatements(text: string): string {
  return text.replace(classMember, (whole, decorators = '', modifiers = '', isAsync = '', name = '', next = '') => {
    if (decorators === '' && modifiers === '') return whole
    const calls = decorators.replace(/@([\w$.]+(?:\([^()\n]*\))?)/g, '$1;')
    const keyword = /[(<]/.test(next) ? `${isAsync}function ` : 'let '
    return `${calls}${keyword.padEnd(modifiers.length)}${name}`
  })
}

/** A type that is shown by its name and parameters alone. */
const typeHead = /^([ \t]*(?:export[ \t]+)?(?:declare[ \t]+)?type[ \t]+[\w$]+(?:<[^=\n]*>)?)(?=[ \t]*;?[ \t]*$)/gm

/** How a declaration begins that may be shown by its head alone: `export interface Options extends Base`. */
const headStart =
  /^[ \t]*(?:export[ \t]+)?(?:default[ \t]+)?(?:declare[ \t]+)?(?:abstract[ \t]+)?(?:interface|class|enum|namespace)[ \t]+[\w$]/

/** A function that is shown up to the end of its parameters for types: `function read<T extends string>`. */
const genericHead =
  /^(\s*(?:\/\/[^\n]*\n\s*)*(?:export[ \t]+)?(?:declare[ \t]+)?(?:async[ \t]+)?function[ \t]+[\w$]+[ \t]*<[^(){};]{1,4000}>)(\s*)$/

/** A text in which such a function has a body. It has the same lines, and their columns up to there. */
export function withParameters(text: string): string {
  return text.replace(genericHead, '$1(): any { return }$2')
}

/**
 * A text in which declarations that are shown by their heads alone, up to an empty line or the end, have a body, and the
 * places in it where the rest of them is left out. It has the same lines, and their columns up to there.
 */
export function withBodies(text: string): { readonly text: string; readonly places: readonly number[] } {
  const places: number[] = []
  let length = 0
  let isHead = false
  const lines = text.replace(typeHead, '$1 = any').split('\n')
  const longer = lines.map((line, at) => {
    const isFirst = at === 0 || /^\s*$|\)[ \t]*$/.test(lines[at - 1] ?? '')
    isHead = isFirst ? headStart.test(line) : isHead
    const isLast = (lines[at + 1] ?? '').trim() === ''
    const head = line.trimEnd().replace(/;$/, '').trimEnd()
    const isBare = isHead && isLast && head !== '' && !/[;{}]$/.test(head)
    const whole = isBare ? `${head} { }` : line
    if (isBare) places.push(length + whole.length - 1)
    length += whole.length + 1
    return whole
  })
  return { text: longer.join('\n'), places }
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

/** The place of the bracket that closes the one in front of a place. */
function closingBracket(text: string, from: number): number | undefined {
  let depth = 1
  for (const { 0: part, index } of text.slice(from, from + 4000).matchAll(brackets)) {
    if (closers[part] !== undefined) depth++
    else if (/^[)\]}]$/.test(part)) depth--
    if (depth === 0) return from + index
  }
  return undefined
}
