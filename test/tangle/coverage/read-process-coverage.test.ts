import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readProcessCoverage } from '../../../tangle/coverage/read-process-coverage.ts'

it('takes a file that a killed process has left half written for none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tangle coverage '))
  try {
    const url = 'file:///x.mjs'
    const map = Buffer.from(JSON.stringify({ version: 3, sources: ['a.md'], names: [], mappings: 'AAAA' }))
    const text = `run()\n//# sourceMappingURL=data:application/json;base64,${map.toString('base64')}\n`
    const functions = [
      { functionName: '', isBlockCoverage: true, ranges: [{ startOffset: 0, endOffset: text.length, count: 1 }] },
    ]
    const whole = JSON.stringify({ result: [{ scriptId: '1', url, functions }] })
    await writeFile(join(folder, 'coverage-1.json'), whole)
    for (const [name, damaged] of Object.entries({ a: '', b: whole.slice(0, -20), c: 'null', d: '{}' }))
      await writeFile(join(folder, `coverage-${name}.json`), damaged)
    const { scripts, damaged } = await readProcessCoverage(folder, new Map([[url, ['other', text]]]))
    expect(scripts).toMatchObject([{ url, functions, text, map: { sources: ['a.md'] } }])
    expect(damaged).toBe(4)
  } finally {
    await rm(folder, { recursive: true })
  }
})
