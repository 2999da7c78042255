import type { DiagnosticCode } from '../model/diagnostic.ts'

/** A piece of an info string with the column, counted from the start of the info string, where it stands. */
export interface InfoToken {
  readonly text: string
  readonly column: number
}

export interface InfoAttribute extends InfoToken {
  readonly key: string
  readonly value: string
  /** It stands outside of braces, where site generators put words of their own. */
  readonly isBare?: true
}

/** How attributes are read that other tools write as well. */
export interface ParsePageOptions {
  /** `file=` outside of braces is what a site generator writes above the block. Default: it makes a target. */
  readonly captions?: boolean
}

export interface InfoProblem extends InfoToken {
  readonly code: DiagnosticCode
  readonly message: string
  readonly hint?: string
}

/** The text after the opening backticks, understood. */
export interface InfoString {
  readonly language: string | undefined
  readonly classes: readonly string[]
  readonly id: InfoToken | undefined
  readonly attributes: readonly InfoAttribute[]
  /** Numbers of lines to highlight, as a site generator writes them: `1,3-5`. */
  readonly highlight: string | undefined
  /** Carries a name, a file or another attribute of ours, so that mistakes in it are errors. */
  readonly literate: boolean
  readonly problems: readonly InfoProblem[]
}

/** Attributes that a block may carry: those of the syntax, then those that hooks of Entangled read. */
export const knownAttributes: ReadonlySet<string> = new Set([
  ...['id', 'label', 'file', 'mode', 'output', 'transcript', 'stream', 'exit', 'timeout', 'args'],
  ...['check', 'reason', 'expect', 'excerpt', 'hl', 'title', 'run'],
  ...['target', 'deps', 'session', 'mime-type', 'description', 'creates', 'requires', 'runner', 'stdout', 'stdin'],
  ...['collect', 'header'],
])

/** Attributes that need no value: `{run}`, `{output}`. */
const flags = new Set(['run', 'output'])

/** Attributes that make a block ours even where no braces say so. */
const literateAttributes = new Set(['file', 'output', 'transcript', 'excerpt', 'label'])

const word = /[\p{L}\p{N}_\-./:]+/uy
/** What stands between two tokens. */
const between = /[\s,]+/y
const highlight = /^[\d\s,-]+$/

/**
 * Reads an info string in any of the forms of the syntax specification, 12.4: `{.ts #a file=x}`, `ts {#a file=x}`,
 * `ts #a file=x`, `{ts, label=a, file=x}`. What a site generator puts there (`{1,3}`, `:line-numbers`, `[title]`,
 * `twoslash`) is passed by.
 */
export function parseInfoString(info: string, { captions = false }: ParsePageOptions = {}): InfoString {
  const reader = new InfoReader(info, captions)
  reader.read()
  return reader.result()
}

class InfoReader {
  /** In braces, only up to the closing one. */
  #info: string
  readonly #captions: boolean
  #at = 0
  #language: string | undefined
  #highlight: string | undefined
  #id: InfoToken | undefined
  /** A group in braces that is ours: `{.ts #a}`, not `{1,3}`. */
  #group = false
  readonly #classes: string[] = []
  readonly #attributes = new Map<string, InfoAttribute>()
  /** Keys outside of braces, where site generators put words of their own. */
  readonly #bare = new Set<string>()
  readonly #problems: InfoProblem[] = []

  constructor(info: string, captions: boolean) {
    this.#info = info
    this.#captions = captions
  }

  read(): void {
    this.#match(/\s+/y)
    if (this.#info[this.#at] !== '{') this.#language = this.#match(/[^\s{:,[]+/y)?.text
    for (this.#match(between); this.#at < this.#info.length; this.#match(between)) {
      const before = this.#at
      const next = this.#info[this.#at] ?? ''
      if (next === '{') this.#readGroup()
      else if (next === '[') this.#match(/\[[^\]]*\]?/y)
      else if (next === ':') this.#match(/:[^\s{]*/y)
      else this.#readToken(false)
      if (this.#at === before) this.#at++
    }
  }

  result(): InfoString {
    const attributes = [...this.#attributes.values()]
    const literate =
      this.#id !== undefined ||
      attributes.some((a) => literateAttributes.has(a.key) || a.key === 'check' || a.key === 'run')
    const strict = literate || this.#group
    const unknown = literate
      ? attributes.filter((a) => !this.#bare.has(a.key) && !knownAttributes.has(a.key)).map(unknownAttribute)
      : []
    return {
      language: this.#language,
      classes: this.#classes,
      id: this.#id,
      attributes,
      highlight: this.#highlight ?? this.#attributes.get('hl')?.value,
      literate,
      problems: strict ? this.#problems.concat(unknown).sort((a, b) => a.column - b.column) : [],
    }
  }

  #readGroup(): void {
    const start = this.#at
    const end = this.#groupEnd(start)
    const content = this.#info.slice(start + 1, end ?? this.#info.length)
    if (highlight.test(content)) {
      this.#highlight = content.trim()
      this.#at = (end ?? this.#info.length) + 1
      return
    }
    // `js {foo: true}` is another tool's; `{…` in front of everything, or with a name, a class or a file in it, is ours.
    const leading = this.#language === undefined
    const ours =
      leading ||
      /(^|[\s,])[#.][^\s]|(^|[\s,])(file|output|transcript|label|check|excerpt|exit|timeout|args)\s*=|(^|[\s,])(run|output)(?=[\s,]|$)/.test(
        content,
      )
    if (!ours) {
      this.#at = (end ?? this.#info.length) + 1
      return
    }
    this.#group = true
    if (end === undefined) {
      this.#problem('unreadable-attribute', this.#info.slice(start), start, 'The attributes have no closing brace.')
    }
    const whole = this.#info
    this.#info = whole.slice(0, end)
    this.#at = start + 1
    for (this.#match(between); this.#at < this.#info.length; this.#match(between)) this.#readToken(true)
    this.#at = this.#info.length + 1
    this.#info = whole
  }

  /** The closing brace of the group, which a quoted value may contain as well. */
  #groupEnd(start: number): number | undefined {
    let quote: string | undefined
    for (let at = start + 1; at < this.#info.length; at++) {
      const char = this.#info[at]
      if (quote !== undefined) {
        if (char === '\\') at++
        else if (char === quote) quote = undefined
      } else if ((char === '"' || char === "'") && /[=\s]/.test(this.#info[at - 1] ?? '')) quote = char
      else if (char === '}') return at
    }
    // An open quote hides the brace: better the last brace there is than none.
    const last = this.#info.lastIndexOf('}')
    return last > start ? last : undefined
  }

  /** One of `#id`, `.class`, `key=value`, `name`. Outside braces other words belong to other tools. */
  #readToken(inGroup: boolean): void {
    const start = this.#at
    const first = this.#info[start]
    if (first === '#') {
      this.#at++
      const name = this.#match(word)
      const rest = this.#restOfToken()
      if (name && rest === '') this.#setId({ text: name.text, column: start })
      else if (inGroup || name) this.#unreadable(start, 'A name may hold letters, digits and `_ - . / :`.')
      return
    }
    if (first === '.') {
      this.#at++
      const name = this.#match(/[^\s,{}"'=]+/y)
      if (name && this.#restOfToken() === '') this.#addClass(name.text)
      else if (inGroup) this.#unreadable(start, 'A class may not hold quotes, braces or `=`.')
      return
    }
    const key = this.#match(word)
    if (key) {
      const equals = this.#match(/\s*=\s*/y)
      if (equals) {
        this.#readValue({ text: key.text, column: start }, inGroup)
        return
      }
    }
    const rest = this.#restOfToken()
    if (!inGroup) return
    const text = (key?.text ?? '') + rest
    // In front of everything stands the language, whatever it is called.
    if (flags.has(text) && this.#language !== undefined) this.#setFlag(text, start)
    else if (key && /^[+#]*$/.test(rest)) this.#addClass(text)
    else this.#unreadable(start, 'Attributes are `#name`, `.class` and `key=value`.')
  }

  #setFlag(key: string, column: number): void {
    if (!this.#attributes.has(key)) this.#attributes.set(key, { key, value: '', text: key, column })
  }

  #readValue(key: InfoToken, inGroup: boolean): void {
    const quote = this.#info[this.#at]
    let value: string
    if (quote === '"' || quote === "'") {
      const quoted = this.#match(quote === '"' ? /"((?:\\.|[^"\\])*)"/y : /'((?:\\.|[^'\\])*)'/y)
      if (!quoted || this.#restOfToken() !== '') {
        this.#at = Math.max(this.#at, key.column + 1)
        this.#restOfToken()
        this.#unreadable(key.column, `The quoted value of \`${key.text}\` has no end.`)
        this.#at = this.#info.length
        return
      }
      value = quoted.text.slice(1, -1).replace(/\\(["'\\])/g, '$1')
    } else {
      // A comma ends a value only in front of white space or the end (`{ts, label=a, file=y}`).
      value = this.#match(/(?:[^\s,]|,(?=[^\s}]))*/y)?.text ?? ''
      if (value === '') {
        this.#unreadable(key.column, `\`${key.text}=\` has no value.`)
        return
      }
    }
    const text = this.#info.slice(key.column, this.#at)
    if (!inGroup && this.#captions && key.text === 'file') return
    if (!inGroup) this.#bare.add(key.text)
    if (key.text === 'label' || key.text === 'id') {
      this.#setId({ text: value, column: key.column })
      return
    }
    const earlier = this.#attributes.get(key.text)
    if (earlier && earlier.value !== value) {
      this.#problem('duplicate-attribute', text, key.column, `\`${key.text}\` is given twice with different values.`)
    } else if (!earlier) {
      const bare = inGroup ? {} : { isBare: true as const }
      this.#attributes.set(key.text, { key: key.text, value, text, column: key.column, ...bare })
    }
  }

  #setId(id: InfoToken): void {
    if (this.#id && this.#id.text !== id.text) {
      this.#problem(
        'duplicate-attribute',
        `#${id.text}`,
        id.column,
        `The block has two names, ${this.#id.text} and ${id.text}.`,
      )
    } else this.#id ??= id
  }

  #addClass(name: string): void {
    if (this.#language === undefined) this.#language = name
    else this.#classes.push(name)
  }

  #unreadable(start: number, hint: string): void {
    const text = this.#info.slice(start, Math.max(this.#at, start + 1)).trimEnd()
    this.#problem('unreadable-attribute', text, start, `The attribute \`${text}\` cannot be read.`, hint)
  }

  #problem(code: DiagnosticCode, text: string, column: number, message: string, hint?: string): void {
    this.#problems.push({ code, text, column, message, ...(hint !== undefined && { hint }) })
  }

  #restOfToken(): string {
    return this.#match(/[^\s,]+/y)?.text ?? ''
  }

  /** Matches a sticky pattern at the current place, and moves behind the match. */
  #match(pattern: RegExp): InfoToken | undefined {
    const column = this.#at
    pattern.lastIndex = column
    if (!pattern.test(this.#info) || pattern.lastIndex === column) return undefined
    this.#at = pattern.lastIndex
    return { text: this.#info.slice(column, this.#at), column }
  }
}

function unknownAttribute(attribute: InfoAttribute): InfoProblem {
  return {
    code: 'unknown-attribute',
    text: attribute.text,
    column: attribute.column,
    message: `\`${attribute.key}\` is not an attribute of a code block.`,
    hint: `Known are ${[...knownAttributes].slice(0, 15).join(', ')}.`,
  }
}
