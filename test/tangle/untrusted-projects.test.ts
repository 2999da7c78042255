import { rmSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WatchedProject } from '../../tangle/watch/watch-project.ts'
import { NodeFileSystem } from '../../tangle/write/node-file-system.ts'
import { runInProcess } from './cli/run-in-process.ts'
import {
  type Form,
  files,
  forms,
  type HostileProject,
  isRemembered,
  makeHostileProject,
  place,
  placeText,
  snapshotOf,
  texts,
} from './hostile-projects.ts'

const lines = [[], ['--dry-run'], ['check'], ['stitch', '--dry-run'], ['list'], ['run']]

/** These are read by the compiler; elsewhere there is nothing for it to do, which takes less time. */
const ofCompiler = /package|tsconfig|node_modules|a\.ts/

const cases = files.flatMap((file) =>
  (Object.keys(forms) as Form[]).map((form) => ({
    file,
    form,
    put: (project: HostileProject) => place(project, file, form),
  })),
)
/** These say what this machine has written: the signature is all that speaks for them, and it is enough. */
const believed = ['.tangle/journal', '.tangle/written']
const textCases = Object.entries(texts).flatMap(([file, { later, attack }]) => {
  const cases = [
    { file, form: 'of a later version', put: (project: HostileProject) => placeText(project, file, later, true) },
    { file, form: 'an attack', put: (project: HostileProject) => placeText(project, file, attack, false) },
    { file, form: 'a signed attack', put: (project: HostileProject) => placeText(project, file, attack, true) },
  ]
  return cases.slice(0, isRemembered(file) && !believed.includes(file) ? 3 : 2)
})

// What a plan may write: targets, the ledger, and what is remembered.
const isPlanned = (path: string) => /^project\/(\.tangle|tangle\.ledger|out)(\/|$)/.test(path)

describe('a project that brings along something else in the place of a file', () => {
  it.each([...cases, ...textCases])(
    '$file is $form: each command ends with a sentence, and nothing else changes',
    async ({ file, put }) => {
      const project = makeHostileProject(ofCompiler.test(file) ? 'ts' : 'txt')
      onTestFinished(() => rmSync(project.folder, { recursive: true, force: true }))
      await runInProcess(project.root, [])
      const watched = new WatchedProject({ root: project.root, fileSystem: new NodeFileSystem(project.root) })
      await watched.prepare()
      await watched.open()
      put(project)
      const before = snapshotOf(project.folder, isPlanned)
      for (const line of lines) {
        const { exitCode, stdout, stderr } = await runInProcess(project.root, line)
        expect([0, 1, 2]).toContain(exitCode)
        expect(stdout + stderr).not.toMatch(/^\s+at .*(?:node:|\.[jt]s:\d+)/m)
        if (exitCode !== 0) expect(stdout + stderr).toMatch(/\w+ \w+/)
        expect(snapshotOf(project.folder, isPlanned)).toEqual(before)
      }
      await follow(watched, file)
      expect(snapshotOf(project.folder, isPlanned)).toEqual(before)
    },
  )
})

/** What `watch` does when it is told of a file. */
async function follow(watched: WatchedProject, file: string): Promise<void> {
  try {
    const paths = new Set([file])
    if (!watched.mustReopen(paths)) await watched.follow(paths)
    else {
      await watched.prepare()
      await watched.open()
    }
  } catch (error) {
    // These it tells in a sentence, and goes on.
    expect(['FileError', 'ConfigError', 'WriteError']).toContain((error as Error).name)
  }
}

it('writes through no link in the place of the ledger', async () => {
  const project = makeHostileProject()
  onTestFinished(() => rmSync(project.folder, { recursive: true, force: true }))
  place(project, 'tangle.ledger', 'a link inside')
  const { exitCode, stdout } = await runInProcess(project.root, [])
  expect(exitCode).toBe(1)
  expect(stdout).toContain('tangle.ledger is a link to notes.txt, which is not followed. Delete the link.')
  expect(snapshotOf(project.root)['out/b.txt']).toBeUndefined()
})
