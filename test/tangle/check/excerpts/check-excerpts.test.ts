import { expect, it } from 'vitest'
import { checkExcerpts } from '../../../../tangle/check/excerpts/check-excerpts.ts'
import { tanglePages } from '../../../../tangle/project/tangle-pages.ts'

const program = `\`\`\`ts {file=out/greet.ts}
function greet(name: string) {
  if (name === '') {
    return 'Hello'
  }

  return name
}
\`\`\`

`

function check(lines: readonly string[], excerpt = 'out/greet.ts') {
  const text = `${program}\`\`\`ts {excerpt=${excerpt}}\n${lines.join('\n')}\n\`\`\`\n`
  const tangled = tanglePages([{ path: 'a.md', text }])
  return checkExcerpts({ config: { examples: { include: ['out/*.ts'] } }, tangled })
}

it('accepts consecutive lines, with the indent of the file or without it, by path or by name of the example', () => {
  expect(check(["  if (name === '') {", "    return 'Hello'"])).toEqual([])
  expect(check(["if (name === '') {", "  return 'Hello'", '}', '', 'return name'])).toEqual([])
  expect(check(['return name'], 'greet')).toEqual([])
})

it('reports the first line that differs from the best match, and shows how', () => {
  const [finding, ...more] = check(["if (name === '') {", "  return 'Goodbye'", '}'])
  expect(more).toEqual([])
  expect(finding).toMatchObject({
    code: 'excerpt-differs',
    message: "out/greet.ts says something else here:   return 'Hello'",
    location: { file: 'a.md', start: { line: 12, column: 0 } },
    detail: "  if (name === '') {\n-   return 'Goodbye'\n+   return 'Hello'\n  }",
  })
})

it('reports lines that stand in the file, but not one after the other', () => {
  expect(check(["if (name === '') {", 'return name'])[0]).toMatchObject({ code: 'excerpt-differs' })
  expect(check(['}', 'more'])[0]?.code).toBe('excerpt-differs')
})

it('reports an excerpt that goes on where the file ends', () => {
  expect(check(['  return name', '}', 'greet()'])[0]).toMatchObject({
    message: 'out/greet.ts ends before this line of the excerpt.',
    location: { start: { line: 13, column: 0 } },
  })
})
