import { whiteSpace } from './text.ts'

const classes: Readonly<Record<string, string>> = {
  s: whiteSpace,
  w: '\\p{L}\\p{N}_',
  d: '\\p{Nd}',
}

/**
 * A regular expression of Python, as configurations have them, in the words of JavaScript. It matches from the start of
 * a text, as `re.match` does, and knows where its groups are.
 *
 * @throws SyntaxError for what JavaScript has no words for.
 */
export function compilePythonPattern(pattern: string): RegExp {
  const flags = /^\(\?([aimsux]+)\)/.exec(pattern)
  const body = flags ? pattern.slice(flags[0].length) : pattern
  const kept = [...new Set(flags?.[1] ?? '')].filter((flag) => 'ims'.includes(flag)).join('')
  return new RegExp(`^(?:${new Translation(body).translate()})`, `du${kept}`)
}

class Translation {
  readonly #pattern: string
  #at = 0

  constructor(pattern: string) {
    this.#pattern = pattern
  }

  translate(): string {
    let result = ''
    while (this.#at < this.#pattern.length) result += this.#next()
    return result
  }

  #next(): string {
    const char = this.#pattern[this.#at] ?? ''
    if (char === '\\') return this.#escape(false)
    if (char === '[') return this.#class()
    if (char === '(') return this.#take(/\(\?P</y, '(?<') ?? this.#namedReference() ?? this.#one()
    // A brace that counts nothing stands for itself in Python, and is an error in JavaScript.
    if (char === '{') return this.#quantifier() ?? this.#one('\\{')
    if (char === '}' || char === ']') return this.#one(`\\${char}`)
    return this.#one()
  }

  #namedReference(): string | undefined {
    const match = this.#match(/\(\?P=(\w+)\)/y)
    return match && `\\k<${match[1]}>`
  }

  #quantifier(): string | undefined {
    const match = this.#match(/\{(\d*)(,?)(\d*)\}/y)
    if (!match) return undefined
    const [whole, from = '', comma = '', to = ''] = match
    if (from === '' && to === '') return whole.replace(/[{}]/g, '\\$&')
    return `{${from === '' ? '0' : from}${comma}${to}}`
  }

  #class(): string {
    const [open = ''] = this.#match(/\[\^?/y) ?? []
    // A closing bracket that comes first belongs to the class.
    let result = open + (this.#take(/\]/y, '\\]') ?? '')
    while (this.#at < this.#pattern.length && this.#pattern[this.#at] !== ']') {
      result += this.#pattern[this.#at] === '\\' ? this.#escape(true) : this.#one()
    }
    return result + this.#one()
  }

  #escape(inClass: boolean): string {
    const char = this.#pattern[this.#at + 1] ?? ''
    this.#at += 2
    const known = classes[char]
    if (known !== undefined) return inClass ? known : `[${known}]`
    const negated = classes[char.toLowerCase()]
    if (negated !== undefined && !inClass) return `[^${negated}]`
    if (char === 'A') return '(?<![\\s\\S])'
    if (char === 'Z') return '(?![\\s\\S])'
    if (/[\^$\\.*+?()[\]{}|/bBnrtfvxuSWD\d]/.test(char) || (inClass && char === '-')) return `\\${char}`
    return char
  }

  #one(as = this.#pattern[this.#at] ?? ''): string {
    this.#at++
    return as
  }

  #take(pattern: RegExp, as: string): string | undefined {
    return this.#match(pattern) && as
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#pattern)
    if (!match) return undefined
    this.#at += match[0].length
    return match
  }
}
