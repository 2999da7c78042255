import type { Mention, SpanReader } from './mention.ts'
import { readCommandLine } from './read-command-line.ts'
import { isEnding, readPath } from './read-path.ts'
import { languageWords } from './usual-words.ts'

const variable = /^([A-Z][A-Z\d]*(?:_[A-Z\d]+)+)(?:=(\S*))?$/
const flag = /^--?[A-Za-z][\w-]*(?:[ =]\S+)*$/
const route = /^([A-Z]{3,}) (\/\S*)$/
const methods = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|QUERY|TRACE|CONNECT)$/

/** Keys that are pressed together: `CTRL-C`, `Cmd + Shift + P`. */
const shortcut = /^(?:(?:ctrl|control|cmd|command|alt|option|opt|shift|meta|super|win)\s?[-+]\s?)+\w{1,9}$/i

/** What closes an issue in a message of git: `Resolves #123`. */
const issue = /^\w+:? #\d+$/

/** The words of inline code that something has to declare, by the form of the whole; none of what is not code. */
export function readSpan(text: string, reader: SpanReader): Mention[] {
  if (
    text.length > 200 ||
    shortcut.test(text) ||
    isTimeFormat(text) ||
    isHost(text) ||
    issue.test(text) ||
    /^\W*$|[<>]{2}|(?<![\w$])<\/?[a-z][^<>]*>|[^\x20-\x7E…]/i.test(text)
  )
    return []
  const dotted = readDotted(text, reader)
  if (dotted) return dotted
  const [, mark] = /^@([A-Za-z]{2,})$/.exec(text) ?? []
  if (mark !== undefined) return usualMarks.has(mark) ? [] : [{ form: 'plain', word: mark, at: 1 }]
  if (readersOwn.test(text)) return []
  const [, taken] = /^\$\{?([A-Z][A-Z\d]*(?:_[A-Z\d]+)+)\}?(?:\/\S*)?$/.exec(text) ?? []
  if (taken !== undefined) return [{ form: 'variable', word: taken, at: text.indexOf(taken) }]
  const [, name, value = ''] = variable.exec(text) ?? []
  if (name !== undefined) {
    const set = /^(?![A-Z]+$)[A-Za-z]{3,}$/.test(value)
      ? [{ form: 'plain' as const, word: value, at: name.length + 1 }]
      : []
    return [{ form: 'variable', word: name, at: 0 }, ...set]
  }
  const [, table] = /^weave: ([a-z][\w-]*)/.exec(text) ?? []
  if (table !== undefined) return [{ form: reader.isAsked ? 'table' : 'plain', word: table, at: 'weave: '.length }]
  const [, directive] = /^\/\/ @(ts-[\w-]+)/.exec(text) ?? []
  if (directive !== undefined)
    return directives.has(directive) ? [] : [{ form: 'literal', word: directive, at: '// @'.length }]
  if (reader.isAsked && /^\{[a-z][\w-]*=\S.*\}$/.test(text)) return attributesOf(text, reader)
  if (/^[#$/%:\\[]|^[@.](?![\w-]+\/)/.test(text)) return []
  if (address.test(text)) return [{ form: 'address', word: text, at: 0 }]
  const [, scheme, host] = /^([a-z][\w()+.-]*):\/\/([A-Za-z][\w-]*(?=[:/]|$))?/i.exec(text) ?? []
  if (scheme !== undefined) return reader.isAsked ? addressOf(scheme, host) : []
  if (flag.test(text)) return flagsOf(text)
  const [, method = '', path] = route.exec(text) ?? []
  if (path !== undefined) {
    const word = methods.test(method) ? path : text
    return [{ form: 'route', word, at: text.length - word.length }]
  }
  const command = readCommandLine(text, reader)
  if (command) return command
  const found = readPath(text, reader)
  if (found) return found
  return readCode(text, reader)
}

/** An ending of files, `.mdx`, or a member or class of which only the name is said: `.then()`. */
function readDotted(text: string, { hasEntry }: SpanReader): Mention[] | undefined {
  const [, word] = /^(?:\.[a-z]\w*)*?\.([A-Za-z]\w+)(?:\(\))?$/.exec(text) ?? []
  if (word === undefined) return undefined
  return isEnding(text) || hasEntry(text) ? [] : [{ form: 'plain', word, at: text.indexOf(word, 1) }]
}

/** Marks of comments and of style sheets that everybody has, and names of versions. */
const usualMarks = new Set(
  (
    'param returns return deprecated example default defaultValue see internal public private protected type typedef ' +
    'template throws license author since link inheritDoc remarks todo jsx preserve media import layer supports ' +
    'keyframes apply tailwind container property theme utility variant custom latest next beta alpha canary'
  ).split(' '),
)

/** Comments of one line that the compiler reads. */
const directives = new Set(['ts-check', 'ts-nocheck', 'ts-ignore', 'ts-expect-error'])

/** The attributes of a block, `{check=error expect=TS2345}`, and the words of their values. */
function attributesOf(text: string, reader: SpanReader): Mention[] {
  const attributes = [...text.matchAll(/(?<=[{\s,])([a-z][\w-]*)=/g)].map(({ 1: word = '', index }): Mention => {
    return { form: 'attribute', word, at: index }
  })
  const values = readCode(text, reader).filter(({ at }) => attributes.every((one) => one.at !== at))
  return [...attributes, ...values]
}

const address = /^https?:\/\/[\w.-]+\.[a-z]{2,}(?:[/?#]\S*)?$/i

/** The scheme of an address that no browser knows, and a host without a dot. */
function addressOf(scheme: string, host: string | undefined): Mention[] {
  const isUsual = /^(?:https?|wss?|file|ftp|ssh|git|data|redis|postgres(?:ql)?|mysql|mongodb)$|\W/.test(scheme)
  if (!isUsual) return [{ form: 'plain', word: scheme, at: 0 }]
  return host === undefined || /^[A-Z]+$/.test(host) ? [] : [{ form: 'plain', word: host, at: scheme.length + 3 }]
}

/** How a date or a time is written: `yyyy-mm-ddThh:mm:ss.sssZ`. */
function isTimeFormat(text: string): boolean {
  return /^[yYmMdDhHsSTZ:/.,+ -]+$/.test(text) && /(?:yy|YY|mm|MM|hh|HH)[:/-]/.test(text)
}

/** A host, such as `NAME.example.com`. */
function isHost(text: string): boolean {
  return /^(?:[\w*{}[\]-]+\.)+(?:com|net|org)(?:[:/]|$)/i.test(text)
}

/** A name that the reader is to replace by one of theirs: `yourOptions`, `my-app`, `YOUR_TOKEN`. */
const readersOwn = /^(?:your|my)(?:[A-Z_-]|$)|^(?:Your|My)[A-Z]|^(?:YOUR|MY)_/

function flagsOf(text: string): Mention[] {
  return [...text.matchAll(/(?<![\w-])--[a-z][\w-]*/gi)].map(({ 0: word, index }) => ({
    form: 'flag',
    word,
    at: index,
  }))
}

const token =
  /(?<text>'[^']*'|"[^"]*"|`[^`]*`)|(?<word>[A-Za-z_$][\w$]*(?:-[A-Za-z][\w$]*)*)|(?<number>\d[\w.]*)|(?<sign>\.\.\.|\S)/g

/** Words between which a space may stand in code. */
const leading = new Set(
  'await async new return throw typeof void delete import export default const let var function class extends implements interface type keyof readonly static get set in of is as satisfies from yield case public private protected abstract declare if else'.split(
    ' ',
  ),
)

/** Reads `a.b()`, `{ a: b }`, `key=value` and the like; a text in which two words just follow each other is prose. */
function readCode(text: string, reader: SpanReader): Mention[] {
  const mentions: Mention[] = []
  let previous: { readonly word?: string; readonly sign?: string; readonly end: number } = { end: 0 }
  let chain: string[] = []
  const brackets = new Brackets()
  for (const { 0: all, index, groups = {} } of text.matchAll(token)) {
    const { word, sign, number } = groups
    if (word !== undefined || number !== undefined) {
      const isKey = text[index + all.length] === '='
      if (previous.word !== undefined && !isKey && !leading.has(previous.word) && !(word && leading.has(word)))
        return []
    }
    if (groups.text !== undefined) {
      const property =
        previous.sign === ':' ? /([A-Za-z_$][\w$]*)\??:$/.exec(text.slice(0, index).trimEnd())?.[1] : undefined
      const found = literalOf(all, index)
      mentions.push(...(found.length === 0 && reader.isAsked ? choiceOf(all, index, property) : found))
    }
    if (word !== undefined) {
      const isMember = previous.sign === '.' && previous.end === index
      if (!isMember) chain = []
      const parts = mentionsOf(word, index, isMember ? chain : [], text)
      const isOfCall = isMember && text.slice(0, index).includes(')')
      const isValue = !isMember && brackets.isInCall && !/^\s*[(.:]/.test(text.slice(index + word.length))
      mentions.push(
        ...parts.map((part) => ({ ...part, ...(isValue && { isGiven: true }), ...(isOfCall && { isOfCall }) })),
      )
      chain = [...chain, word]
    }
    if (sign !== undefined) chain = brackets.pass(sign, previous.end === index, chain)
    previous = {
      ...(word !== undefined ? { word } : number !== undefined ? { word: all } : {}),
      ...(sign !== undefined && { sign }),
      end: index + all.length,
    }
  }
  return mentions
}

/** The brackets that are open, with the names in front of them: what is called has members again behind its call. */
class Brackets {
  readonly #open: { readonly isCall: boolean; readonly chain: string[] }[] = []

  /** Whether the innermost one is that of a call. */
  get isInCall(): boolean {
    return this.#open.at(-1)?.isCall === true
  }

  /** @returns The names whose members may follow. */
  pass(sign: string, isTight: boolean, chain: string[]): string[] {
    if (/^[([{]$/.test(sign)) {
      const isOfName = isTight && sign !== '{' && chain.length > 0
      this.#open.push({ isCall: isOfName && sign === '(', chain: isOfName ? chain : [] })
      return []
    }
    if (/^[)\]}]$/.test(sign)) return this.#open.pop()?.chain ?? []
    return /^[.?!]$/.test(sign) ? chain : []
  }
}

/** In the form of something, capitals stand for what its user puts there: `excerpt=PATH#REGION`. */
function mentionsOf(word: string, at: number, owner: readonly string[], span: string): Mention[] {
  // The beginning of several names: `StatusCode.Http*`.
  if (/^[-_.]?\*$/.test(span.slice(at + word.length))) return []
  if (word.length < 3 || languageWords.has(word) || readersOwn.test(word) || /^TS\d+$|^\$|^_+$/.test(word)) return []
  if (/^[A-Z]+$/.test(word)) {
    const isValue = word === span && !methods.test(word)
    return isValue ? [{ form: 'plain', word, at, isCapitals: true }] : []
  }
  if (variable.test(word)) return [{ form: 'variable', word, at }]
  if (word.includes('-')) return [{ form: 'literal', word, at }]
  if (owner.length > 0) return [{ form: 'name', word, at, owner }]
  const isAlone = word === span
  if (/^[a-z]+(?:_[a-z\d]+)+$/.test(word)) return [{ form: 'literal', word, at }]
  if (/^[a-z][a-z\d]*$|^[A-Z][a-z\d]*$|^[A-Z\d]+$/.test(word) && (isAlone || !span.startsWith(`${word}(`)))
    return [{ form: 'plain', word, at }]
  return [{ form: 'name', word, at }]
}

/** A text that a property is given: one of those that it may be. */
function choiceOf(quoted: string, at: number, property: string | undefined): Mention[] {
  const word = quoted.slice(1, -1)
  return property === undefined || !/^[\w.-]+$/.test(word) ? [] : [{ form: 'choice', word, at: at + 1, property }]
}

/** A text that could be a code of something; any other is an example of a text. */
function literalOf(quoted: string, at: number): Mention[] {
  const word = quoted.slice(1, -1)
  if (/^\.\/node_modules\/[\w@./-]+$/.test(word)) return [{ form: 'path', word: word.slice(2), at: at + 3 }]
  return /^[a-z]+(?:[-_][a-z\d]+)+$/.test(word) && !readersOwn.test(word) ? [{ form: 'literal', word, at: at + 1 }] : []
}
