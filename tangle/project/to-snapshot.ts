import { basename } from 'node:path'
import { defaultPages } from '../config/config.ts'
import { configNames, findConfigFile } from '../config/load-config.ts'
import { isSelfContained } from '../config/plain-config.ts'
import { journalPath, ledgerPath } from '../write/ledger.ts'
import type { Plan } from '../write/plan.ts'
import type { SnapshotContent, SnapshotFile } from './parse-snapshot.ts'
import { entangledFiles, type Project } from './project.ts'
import { hashOf } from './snapshot.ts'

/**
 * What is to be remembered of a project, and of a plan that was carried out. `undefined` if a run depends on more than
 * its files: on what a configuration imports, or on hidden folders.
 */
export async function toSnapshot(
  { root, config, fileSystem, tangled }: Project,
  plan: Plan,
  toolchain: string,
): Promise<SnapshotContent | undefined> {
  const { pages = defaultPages, ignore = [] } = config
  if (pages.some((glob) => /(^|\/)\./.test(glob))) return undefined
  const configPath = findConfigFile(root)
  const configName = configPath === undefined ? undefined : basename(configPath)
  // A table may be stale because of any source.
  if (tangled.pages.some(({ text }) => text.includes('<!-- weave:'))) return undefined
  const others: SnapshotFile[] = []
  for (const path of [ledgerPath, ...(configName === undefined ? [] : [configName])]) {
    const text = await fileSystem.read(path)
    if (path === configName && !isSelfContained(text ?? '')) return undefined
    if (text !== undefined) others.push({ path, hash: hashOf(text) })
  }
  const written = new Set(
    plan.actions.filter(({ kind }) => kind === 'create' || kind === 'update').map(({ path }) => path),
  )
  const targets = tangled.targets.map(({ path, text, mode }) => ({
    path,
    hash: plan.ledger.get(path) ?? hashOf(text),
    ...(mode !== undefined && { mode }),
    ...(written.has(path) && { isFresh: true }),
  }))
  const pageFiles = tangled.pages.map(({ path, text }) => ({ path, hash: hashOf(text) }))
  const noConfig =
    configName === undefined
      ? [...configNames, ...entangledFiles]
      : configNames.slice(0, configNames.indexOf(configName))
  return {
    ...{ toolchain, pages, ignore, files: [...pageFiles, ...targets, ...others] },
    ...{ pageCount: pageFiles.length, targetCount: targets.length },
    absent: [journalPath, ...noConfig, ...(others.some(({ path }) => path === ledgerPath) ? [] : [ledgerPath])],
  }
}
