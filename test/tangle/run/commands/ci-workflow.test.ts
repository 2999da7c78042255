import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parsePage } from '@parley/tangle'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const read = (path: string) => readFile(fileURLToPath(new URL(`../../../../${path}`, import.meta.url)), 'utf8')
const workflow = await read('.github/workflows/ci.yml')

interface Job {
  readonly strategy?: { readonly matrix: { readonly shard?: readonly number[] } }
  readonly steps: readonly { readonly run?: string }[]
}

test('there is a machine for each shard, and one that waits for them all', () => {
  const jobs: Record<string, Job & { needs?: string }> = parse(workflow).jobs
  const shards = jobs.shard?.strategy?.matrix.shard ?? []
  const command = jobs.shard?.steps.find(({ run }) => run?.includes('--shard='))?.run
  const count = Number(/--shard=\$\{\{ matrix\.shard \}\}\/(\d+) /.exec(command ?? '')?.[1])
  expect(shards).toEqual(Array.from({ length: count }, (_, index) => index + 1))
  expect(count).toBeGreaterThan(1)
  expect(command).toContain('--reporter=blob')
  expect(jobs.report?.needs).toBe('shard')
})

test('the guide shows lines of the workflow', async () => {
  const page = parsePage({ path: 'test-in-ci.md', text: await read('docs/guides/test-in-ci.md') })
  const blocks = page.blocks.filter(({ attributes }) => attributes.has('excerpt'))
  expect(blocks).toHaveLength(2)
  const lines = workflow.split('\n')
  for (const block of blocks) {
    const shown = block.lines.map(({ text }) => text)
    const places = lines.flatMap((line, at) => {
      const indent = line.length - line.trimStart().length
      const part = lines.slice(at, at + shown.length).map((text) => text.slice(indent))
      return JSON.stringify(part) === JSON.stringify(shown) ? [at] : []
    })
    expect(places, shown[0]).toHaveLength(1)
  }
})
