import { expect, it } from 'vitest'
import { checkUnproven } from '../../../../tangle/check/proof/check-unproven.ts'
import type { TangleConfig } from '../../../../tangle/config/config.ts'
import { tanglePages } from '../../../../tangle/resolve/tangle-pages.ts'

function check(text: string, config: TangleConfig = { executable: ['ts', 'sh', 'python'] }): string[] {
  const tangled = tanglePages([{ path: 'a.md', text }])
  return checkUnproven({ config, tangled }).map(
    ({ code, location }) => `${(location?.start.line ?? -1) + 1}:${(location?.start.column ?? -1) + 1} ${code}`,
  )
}

const fence = (info: string, text = 'x') => `\`\`\`${info}\n${text}\n\`\`\`\n`

it('finds blocks of executable languages that no target contains, whatever the language is called', () => {
  for (const language of ['ts', 'typescript', 'TypeScript', 'python', 'py', 'sh', 'bash', 'shell', 'console']) {
    expect(check(fence(language))).toEqual(['1:1 unproven-block'])
  }
  expect(check(fence('text') + fence('') + fence('js'))).toEqual([])
})

it('leaves bare blocks alone in a project that declares no language executable', () => {
  expect(check(fence('ts'), {})).toEqual([])
})

it('finds them in lists and quotes and comments too', () => {
  expect(check('- item\n\n  ```ts\n  x\n  ```\n\n> ```ts\n> x\n> ```\n\n<!--\n```ts\nx\n```\n-->\n')).toEqual([
    '3:3 unproven-block',
    '7:3 unproven-block',
    '12:1 unproven-block',
  ])
})

it('accepts a block that a target contains, that is compared with a run, or that says why nothing checks it', () => {
  expect(check(fence('ts {file=a.ts}', '<<b>>') + fence('ts {#b}'))).toEqual([])
  expect(check(fence('ts {output=a}') + fence('sh {transcript=a}'))).toEqual([])
  expect(check(fence('python {check=skip reason="for comparison"}'))).toEqual([])
})

it('reports a name that no target contains as such, in any language', () => {
  expect(check(fence('ts {#a}'))).toEqual(['1:8 unused-block'])
  expect(check(fence('text {#a}'), {})).toEqual(['1:10 unused-block'])
})

it('counts commands of a terminal as proven where the project runs them', () => {
  const commands = fence('sh', '\n$ ls\na.md')
  expect(check(commands)).toEqual(['1:1 unproven-block'])
  expect(check(commands, { executable: ['sh'], commands: {} })).toEqual([])
  expect(check(fence('sh', 'ls'), { executable: ['sh'], commands: {} })).toEqual(['1:1 unproven-block'])
})

it('does not let a block say that it is not checked when a target contains it', () => {
  const page = fence('ts {file=a.ts}', '<<b>>') + fence('ts {#b check=skip reason="no"}')
  expect(check(page)).toEqual(['4:11 invalid-attribute'])
  // Of a program it says that it is not run.
  expect(check(fence('ts {file=a.ts check=skip reason="needs a key"}'))).toEqual([])
})

it('finds text that nothing prints, and data that is for no file', () => {
  const config = { executable: ['text', 'json'] }
  expect(check(fence('text') + fence('json', '{}'), config)).toEqual(['1:1 unproven-block', '4:1 unproven-block'])
  const proven = ['text {output=a}', 'text {excerpt=a}', 'text {check=skip reason="It is a picture."}']
  for (const info of [...proven, 'json package.json', 'json title="a.json"']) {
    expect(check(fence(info, '{}'), config)).toEqual([])
  }
})
