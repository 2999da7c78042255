/** A change to a source that no person chose, to find what no check sees. */
export interface GeneratedMutation {
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  readonly what: string
  /** The file with the change. */
  readonly text: string
}

interface Rule {
  readonly what: string
  readonly pattern: RegExp
  readonly replace: (match: RegExpExecArray) => string
}

const rules: readonly Rule[] = [
  { what: 'boolean', pattern: /\b(?:true|false)\b(?! \|)/g, replace: ([word]) => (word === 'true' ? 'false' : 'true') },
  {
    what: 'number',
    pattern: /(?<![\w.'"])\d[\d_]*(?![\w.'"])/g,
    replace: ([digits]) => `${Number(digits.replaceAll('_', '')) + 1}`,
  },
  { what: 'equality', pattern: / (===|!==) /g, replace: ([, sign]) => (sign === '===' ? ' !== ' : ' === ') },
  {
    what: 'comparison',
    pattern: / (<|>|<=|>=) (?=[\w(])/g,
    replace: ([, sign]) => ({ '<': ' <= ', '>': ' >= ', '<=': ' < ', '>=': ' > ' })[sign ?? ''] ?? ' < ',
  },
  { what: 'and, or', pattern: / (&&|\|\|) /g, replace: ([, sign]) => (sign === '&&' ? ' || ' : ' && ') },
  { what: 'fallback', pattern: / \?\? /g, replace: () => ' && ' },
  { what: 'await', pattern: /(?<!for )\bawait /g, replace: () => '' },
  { what: 'text', pattern: /(?<!from )'([\w/-]{3,})'/g, replace: ([, word]) => `'${word}x'` },
]

/** Every change that the rules make to one line of code. Comments, imports and types without values are left out. */
export function generateMutations(file: string, source: string): GeneratedMutation[] {
  const lines = source.split('\n')
  return lines.flatMap((line, index) => {
    if (/^\s*(?:\/\*|\*|\/\/)|^import |^export (?:\*|type|\{)|^\s*(?:readonly )?\w+\??: [A-Z'\w| ]+;?$/.test(line))
      return []
    const code = line.replace(/\s\/\/.*$/, '')
    return rules.flatMap(({ what, pattern, replace }) =>
      [...code.matchAll(pattern)].map((match) => {
        const changed = code.slice(0, match.index) + replace(match) + code.slice(match.index + match[0].length)
        const text = [...lines.slice(0, index), changed, ...lines.slice(index + 1)].join('\n')
        return { file, line: index + 1, what: `${what}: ${line.trim()} => ${changed.trim()}`, text }
      }),
    )
  })
}
