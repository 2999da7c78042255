import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runOptions } from '../../../.vitepress/run-options.ts'
import { openProject } from '../../../tangle/project/project.ts'
import type { FromWorker } from '../../../tangle/weave/client/run/protocol.ts'
import { createRunnableExamples } from '../../../tangle/weave/run/runnable-examples.ts'
import { WorkerScript } from './run-in-worker.ts'

const project = await openProject()
const { byName } = await createRunnableExamples(project, { ...runOptions, siteFolder: 'docs' })
const examples = [...byName.values()]

let script: WorkerScript

beforeAll(async () => {
  script = await WorkerScript.compile()
})

afterAll(() => script.remove())

test('every example of the SDK has its run', () => {
  const targets = project.tangled.targets.filter(({ path }) => /^examples_from_docs\/.*\.[jt]s$/.test(path))
  // Files and servers are nothing that a page has.
  const ofSdk = targets.filter(
    ({ text }) => /'@parley\/(?:sdk|tangle\/core)/.test(text) && !/'node:(?:fs|http)\b/.test(text),
  )
  expect(ofSdk.length).toBeGreaterThan(10)
  expect(examples.map(({ file }) => `examples_from_docs/${file}`)).toEqual(ofSdk.map(({ path }) => path).sort())
})

describe('shows in the page what the page says', () => {
  test.for(examples.map((example) => [example.name, example] as const))('%s', async ([, example]) => {
    // A program that listens to a chat goes on for ever, since the reader may go on.
    const run = await script.run(example, { until: ({ kind }) => kind === 'listening' })
    const { stdout, stderr, transcript } = example.expected
    expect(run.messages.filter(isComplaint)).toEqual([])
    if (stdout !== undefined) expect(run.stdout).toBe(stdout === '' ? '' : `${stdout}\n`)
    if (stderr !== undefined) expect(run.stderr).toBe(`${stderr}\n`)
    if (transcript !== undefined) expect(run.transcript.join('\n')).toBe(transcript)
    expect(run.exitCode ?? 0).toBe(0)
  })
})

function isComplaint({ kind }: FromWorker): boolean {
  return kind === 'failure' || kind === 'note'
}
