import { rmSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runInProcess } from './cli/run-in-process.ts'
import { type Form, files, forms, makeHostileProject, place, snapshotOf } from './hostile-projects.ts'

const lines = [[], ['--dry-run'], ['check'], ['stitch', '--dry-run'], ['list'], ['run']]

/** These are read by the compiler; elsewhere there is nothing for it to do, which takes less time. */
const ofCompiler = /package|tsconfig|node_modules|a\.ts/

const cases = files.flatMap((file) => (Object.keys(forms) as Form[]).map((form) => [file, form] as const))

describe('a project that brings along something else in the place of a file', () => {
  it.each(cases)('%s is %s: each command ends with a sentence, and nothing else changes', async (file, form) => {
    const project = makeHostileProject(ofCompiler.test(file) ? 'ts' : 'txt')
    onTestFinished(() => rmSync(project.folder, { recursive: true, force: true }))
    await runInProcess(project.root, [])
    place(project, file, form)
    // What a plan may write: targets, the ledger, and what is remembered.
    const isPlanned = (path: string) => /^project\/(\.tangle|tangle\.ledger|out)(\/|$)/.test(path)
    const before = snapshotOf(project.folder, isPlanned)
    for (const line of lines) {
      const { exitCode, stdout, stderr } = await runInProcess(project.root, line)
      expect([0, 1, 2]).toContain(exitCode)
      expect(stdout + stderr).not.toMatch(/^\s+at .*(?:node:|\.[jt]s:\d+)/m)
      if (exitCode !== 0) expect(stdout + stderr).toMatch(/\w+ \w+/)
      expect(snapshotOf(project.folder, isPlanned)).toEqual(before)
    }
  })
})

it('writes through no link in the place of the ledger', async () => {
  const project = makeHostileProject()
  onTestFinished(() => rmSync(project.folder, { recursive: true, force: true }))
  place(project, 'tangle.ledger', 'a link inside')
  const { exitCode, stdout } = await runInProcess(project.root, [])
  expect(exitCode).toBe(1)
  expect(stdout).toContain('tangle.ledger is a link to notes.txt, which is not followed. Delete the link.')
  expect(snapshotOf(project.root)['out/b.txt']).toBeUndefined()
})
