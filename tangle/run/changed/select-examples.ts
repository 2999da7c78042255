import type { Project } from '../../project/project.ts'
import { collectExamples, type Example } from '../example/example.ts'
import type { ExampleResult } from '../run-example.ts'
import type { Fingerprint } from './fingerprint.ts'
import { readPassed, writePassed } from './passed.ts'

/** Which examples have to run. */
export interface Selection {
  readonly run: readonly Example[]
  /** They passed, and nothing that they depend on has changed since. */
  readonly unchanged: readonly Example[]
  /** Why others run although nothing may have changed; each reason once. */
  readonly doubts: readonly string[]
}

/** Leaves out what passed with the same fingerprint before. What has no fingerprint runs. */
export async function selectChanged(
  project: Project,
  examples: readonly Example[],
  fingerprints: ReadonlyMap<string, Fingerprint>,
): Promise<Selection> {
  const passed = await readPassed(project.fileSystem)
  const isUnchanged = ({ name }: Example) => {
    const fingerprint = fingerprints.get(name)
    return fingerprint !== undefined && 'hash' in fingerprint && fingerprint.hash === passed.get(name)
  }
  const doubts = [...fingerprints.values()].flatMap((fingerprint) => ('doubt' in fingerprint ? fingerprint.doubt : []))
  return {
    run: examples.filter((example) => !isUnchanged(example)),
    unchanged: examples.filter(isUnchanged),
    doubts: [...new Set(doubts)],
  }
}

/** Writes down which examples passed. One that failed is forgotten, and so is one that no page has any more. */
export async function recordPassed(
  project: Project,
  results: readonly ExampleResult[],
  fingerprints: ReadonlyMap<string, Fingerprint>,
): Promise<void> {
  const existing = new Set(collectExamples(project).examples.map((example) => example.name))
  const passed = new Map([...(await readPassed(project.fileSystem))].filter(([name]) => existing.has(name)))
  for (const { example, diagnostics } of results) {
    const fingerprint = fingerprints.get(example.name)
    if (diagnostics.length === 0 && fingerprint && 'hash' in fingerprint) passed.set(example.name, fingerprint.hash)
    else passed.delete(example.name)
  }
  await writePassed(project.fileSystem, passed)
}
