import { parse as parseToml, TomlError } from 'smol-toml'
import { isMap, isPair, isScalar, isSeq, parseDocument } from 'yaml'

/** A value of a text, and where its parts stand in it. */
export interface ParsedData {
  readonly value: unknown
  /** Where the value at a path starts, or its key where it is one of an object; in characters. */
  placeOf(path: readonly (string | number)[]): number
}

export interface DataProblem {
  readonly message: string
  readonly at: number
}

/** Reads JSON, with comments and trailing commas, YAML or TOML. */
export function parseData(text: string, language: string): ParsedData | DataProblem {
  if (/^toml$/i.test(language)) return readToml(text)
  const isJson = /^json/i.test(language)
  const document = parseDocument(isJson ? withoutComments(text) : text, { uniqueKeys: true, prettyErrors: false })
  const [error] = document.errors
  if (error) return { message: firstLine(error.message), at: error.pos[0] }
  return {
    value: document.toJS({ maxAliasCount: 100 }),
    placeOf(path) {
      let node: unknown = document.contents
      let place = 0
      for (const part of path) {
        if (isMap(node)) {
          const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
          if (!isPair(pair)) return place
          place = (isScalar(pair.key) && pair.key.range?.[0]) || place
          node = pair.value
        } else if (isSeq(node)) {
          node = node.items[Number(part)]
          place = (node as { range?: readonly number[] } | undefined)?.range?.[0] ?? place
        }
      }
      return place
    },
  }
}

function readToml(text: string): ParsedData | DataProblem {
  try {
    const value = parseToml(text)
    return {
      value,
      // smol-toml keeps no places: the last word of a path is sought in the text.
      placeOf(path) {
        const word = String(path.findLast((part) => typeof part === 'string') ?? '')
        const found = new RegExp(`^[^#\\n]*?(?=\\b${word.replace(/[^\w-]/g, '.')}\\b)`, 'm').exec(text)
        return found ? found.index + found[0].length : 0
      },
    }
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const lines = text.split('\n').slice(0, error.line - 1)
    return {
      message: firstLine(error.message),
      at: lines.join('\n').length + (lines.length > 0 ? 1 : 0) + error.column - 1,
    }
  }
}

/** With spaces in their place, so that nothing moves. */
function withoutComments(text: string): string {
  return text.replace(/"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (all) =>
    all.startsWith('"') ? all : all.replace(/[^\n]/g, ' '),
  )
}

function firstLine(message: string): string {
  return message.replace(/\n[\s\S]*$/, '').replace(/[:.]?$/, '.')
}
