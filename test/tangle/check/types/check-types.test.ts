import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { checkTypes } from '../../../../tangle/check/types/check-types.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { MemoryFileSystem } from '../../../../tangle/write/memory-file-system.ts'

// The compiler and its configuration are those of this repository; the pages are in memory.
const root = fileURLToPath(new URL('../../../..', import.meta.url))

async function check(page: string): Promise<string[]> {
  const fileSystem = new MemoryFileSystem({ 'a.md': page })
  const project = await openProject({ root, config: {}, fileSystem })
  return checkTypes(project).map(({ code, message, location, related = [] }) => {
    const place = `${(location?.start.line ?? 0) + 1}:${(location?.start.column ?? 0) + 1}`
    return `${place} ${code} ${message.split(/[:,]/)[0]} in ${related.length}`
  })
}

const wrong = (attributes: string) => `\`\`\`ts {file=x.ts}
<<wrong>>
export {}
\`\`\`

\`\`\`ts {#wrong ${attributes}}
const a: string = 1
a.trim()
\`\`\`
`

describe('checking types', () => {
  it('reports an error at its place in the page', async () => {
    expect(await check(wrong(''))).toEqual(['7:7 type-error TS2322 in 1'])
  })

  it('reports one mistake of many targets once, and names them all', async () => {
    const second = wrong('').replace('file=x.ts', 'file=y.ts').split('\n').slice(0, 5).join('\n')
    expect(await check(`${wrong('')}\n${second}`)).toEqual(['7:7 type-error TS2322 in 2'])
  })

  it('accepts an error that the block announces', async () => {
    expect(await check(wrong('check=error expect=TS2322'))).toEqual([])
  })

  it('accepts no other error in its place, and misses the announced one', async () => {
    expect(await check(wrong('check=error expect=TS2339'))).toEqual([
      '7:7 type-error TS2322 in 1',
      '6:27 expected-type-error The page says that this does not compile in 0',
    ])
  })

  it('misses an announced error that is not there', async () => {
    const right = wrong('check=error expect=TS2322').replace('= 1', "= 'b'")
    expect(await check(right)).toEqual(['6:27 expected-type-error The page says that this does not compile in 0'])
  })

  // What stands as a statement and is a promise; `void`, `.catch` and a second argument of `then` say that it may.
  it('tells whether nothing waits for a promise', async () => {
    const floating = [
      'Promise.resolve()',
      'Promise.resolve().then(() => {})',
      'const p = Promise.resolve(); p',
      'Math.random() > 1 && Promise.resolve()',
      'Math.random() > 1 ? Promise.resolve() : 1',
      '(Promise.resolve())',
    ]
    const fine = [
      'void Promise.resolve()',
      'await Promise.resolve()',
      'Promise.resolve().catch(() => {})',
      'Promise.resolve().then(() => {}, () => {})',
      'let q: unknown; q = Promise.resolve(); q',
    ]
    // One target each, so that names do not clash; the code is on the second of four lines.
    const page = [...floating, ...fine]
      .map((code, at) => `\`\`\`ts {file=x${at}.ts}\n${code}; export {}\n\`\`\`\n`)
      .join('\n')
    const found = (await check(page)).filter((line) => line.includes('floating-promise'))
    expect(found.map((line) => Number.parseInt(line, 10))).toEqual(floating.map((_, at) => at * 4 + 2))
  })
})
