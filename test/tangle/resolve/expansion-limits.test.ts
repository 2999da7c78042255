import { describe, expect, it } from 'vitest'
import { tanglePages } from '../../../tangle/resolve/tangle-pages.ts'

describe('the limit of characters', () => {
  const text = '```txt {#a file=a.txt}\n\\<<x>>\n  <<b>>\n```\n\n```txt {#b}\n\\<<y>>\n\nend\n```\n'

  it('is the same for the text of a target and for its lines, with escaped references too', () => {
    const outcomes = new Set<boolean>()
    for (let characters = 0; characters < 40; characters++) {
      const { targets, diagnostics } = tanglePages([{ path: 'a.md', text }], { limits: { characters } })
      const lines = targets[0]?.lines.map((line) => `${line.text}\n`).join('')
      expect(lines, `${characters}`).toBe(targets[0]?.text)
      const isReached = diagnostics.some(({ code }) => code === 'expansion-limit')
      expect(lines === '', `${characters}`).toBe(isReached)
      outcomes.add(isReached)
    }
    expect(outcomes.size).toBe(2)
  })
})
