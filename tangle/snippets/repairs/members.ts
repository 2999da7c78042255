// Members of objects, types, and classes that stand where no member can.

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

/** A member of a type with what it is if nobody says otherwise, or with an example: `retries?: number = 3`. */
const memberDefault = /^([ \t]*(?:readonly[ \t]+)?[\w$]+\??:[^\n=]*(?:[^\s=<>!]|>(?=[ \t])))([ \t]*=(?![=>])[^\n]*)$/gm

/** A text with spaces in place of the defaults of members of types, in which types have none. */
export function withoutMemberDefaults(text: string): string {
  return text.replace(memberDefault, (_, member: string, value: string) => member + ' '.repeat(value.length))
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

/** The beginning of a member of a class that has a decorator, a modifier, or both. */
const classMember =
  /^((?:@[\w$.]+(?:\([^()\n]*\))?\s+)*)((?:(?:accessor|declare|override|private|protected|public|readonly|static)[ \t]+)*)(async[ \t]+)?([\w$]+)[?!]?(?:[(<]|(?=[ \t]*[:=;\n]))/gm

/**
 * A text in which members of a class that stand between statements are variables and functions: pages show what is in
 * front of a class and what is in it together. It has the same lines.
 */
export function withMembersAsStatements(text: string): string {
  return text.replace(classMember, (whole, decorators = '', modifiers = '', isAsync = '', name = '') => {
    if (decorators === '' && modifiers === '') return whole
    const calls = decorators.replace(/@([\w$.]+(?:\([^()\n]*\))?)/g, '$1;')
    const next = whole.at(-1)
    if (next !== '(' && next !== '<') return `${calls}${'let '.padEnd(modifiers.length)}${name}`
    return `${calls}${`${isAsync}function `.padEnd(modifiers.length)}${name}${next === '(' ? '(this: any, ' : next}`
  })
}
