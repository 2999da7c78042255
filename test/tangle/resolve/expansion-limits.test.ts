import { describe, expect, it } from 'vitest'
import { tanglePages } from '../../../tangle/project/tangle-pages.ts'
import type { ExpansionLimits } from '../../../tangle/resolve/expansion-limits.ts'

const pages = [
  [
    'references, also escaped ones',
    '```txt {#a file=a.txt}\n\\<<x>>\n  <<b>>\n```\n\n```txt {#b}\n\\<<y>>\n\nend\n```\n',
  ],
  ['nothing but lines', '```txt {file=a.txt}\none\n\nthree\n```\n'],
  ['several parts', '```txt {#a file=a.txt}\none\n```\n\n```txt {#a}\n\ntwo\n<<b>>\n```\n\n```txt {#b}\nb\n```\n'],
] as const

/** The smallest limit that a page does not reach. */
function smallest(text: string, limit: keyof ExpansionLimits): number {
  const outcomes: boolean[] = []
  for (let value = 0; value < 40; value++) {
    const { targets, diagnostics } = tanglePages([{ path: 'a.md', text }], { limits: { [limit]: value } })
    const lines = targets[0]?.lines.map((line) => `${line.text}\n`).join('')
    expect(lines, `${value}`).toBe(targets[0]?.text)
    const isReached = diagnostics.some(({ code }) => code === 'expansion-limit')
    expect(lines === '', `${value}`).toBe(isReached)
    outcomes.push(isReached)
  }
  const first = outcomes.indexOf(false)
  expect(outcomes.slice(first)).not.toContain(true)
  return first
}

describe.each(pages)('the limits of a target with %s', (_, text) => {
  it('are the same for its text and for its lines, and exact', () => {
    const target = tanglePages([{ path: 'a.md', text }]).targets[0]
    const characters = target?.lines.reduce((sum, line) => sum + line.text.length, 0) ?? 0
    const references = text.split('\n').filter((line) => /^ *<<b>>$/.test(line))
    // The line of a reference counts as well, and the indent of a blank line before it is taken away.
    const blanks = references.some((line) => line.startsWith('  ')) ? 2 : 0
    expect(smallest(text, 'characters')).toBe(characters + references.join('').length + blanks)
    expect(smallest(text, 'lines')).toBe((target?.lines.length ?? 0) + references.length)
    expect(smallest(text, 'depth')).toBe(references.length === 0 ? 0 : 1)
  })
})

it('a long indent in front of many lines reaches the limit before anything is put together', () => {
  // More characters than a string can have.
  const text = `\`\`\`txt {file=a.txt}\n${' '.repeat(50_000)}<<b>>\n\`\`\`\n\n\`\`\`txt {#b}\n${'x\n'.repeat(50_000)}\`\`\`\n`
  const { targets, diagnostics } = tanglePages([{ path: 'a.md', text }])
  expect(diagnostics.map(({ code }) => code)).toEqual(['expansion-limit'])
  expect(targets[0]?.text).toBe('')
})
