import { dirname, extname } from 'node:path'
import type { CompilerProgram, CompilerSession, FileLinks } from './compiler.ts'
import { changesWorld } from './file-links.ts'
import type { TypesDisk } from './types-disk.ts'

/** A program and the targets that are judged in it. */
export interface SharedProgram {
  readonly program: CompilerProgram
  readonly targets: readonly string[]
}

/** The targets of one tsconfig, absolute, and what their programs need. */
export interface SharingInput {
  readonly session: CompilerSession
  readonly disk: TypesDisk
  readonly configFile: string | undefined
  readonly targets: readonly string[]
  /** The declarations that the tsconfig lists. */
  readonly declarations: readonly string[]
}

/**
 * Programs in which each target has the verdict that it has alone. A program takes time, so targets share one where
 * nobody can tell: modules that keep their declarations to themselves, and that lead to the same files among those that
 * change what a module sees without importing them (globals, augmentations).
 */
export function* sharePrograms(input: SharingInput): Generator<SharedProgram> {
  const isAlone = input.targets.length === 1
  const [all, empty] = createPrograms(input, [input.targets, ...(isAlone ? [] : [[input.session.emptyModule]])])
  if (!all) return
  if (!empty) return yield { program: all, targets: input.targets }
  const links = new Map(input.targets.map((target) => [target, all.linksOf(target)]))
  const closed = input.targets.filter((target) => isClosed(links.get(target), input.disk.text(target)))
  const open = input.targets.filter((target) => !closed.includes(target))
  const groups = [
    ...groupByWorld(input, closed, links, empty, open.length === 0 ? all : undefined),
    ...open.map((one) => [one]),
  ]
  if (groups.length === 1) return yield { program: all, targets: input.targets }
  let at = 0
  for (const program of createPrograms(input, groups)) yield { program, targets: groups[at++] ?? [] }
}

function createPrograms({ session, configFile, declarations }: SharingInput, groups: readonly (readonly string[])[]) {
  return session.createPrograms(
    groups.map((group) => ({ configFile, rootNames: [...new Set([...group, ...declarations])] })),
  )
}

/** Whether what a target declares stays in it, and nothing but imports leads out of it. */
function isClosed(links: FileLinks | undefined, text = ''): boolean {
  return links?.isModule === true && !links.reachesOut && !/\bas\s+namespace\b/.test(text)
}

/** Targets in groups that lead to the same files which change the world. */
function groupByWorld(
  input: SharingInput,
  targets: readonly string[],
  links: ReadonlyMap<string, FileLinks | undefined>,
  empty: CompilerProgram,
  known: CompilerProgram | undefined,
): (readonly string[])[] {
  if (targets.length < 2) return targets.length === 0 ? [] : [targets]
  const own = new Set(targets)
  // What each program has from its tsconfig makes no difference.
  const [shared] = known ? [known] : createPrograms(input, [targets])
  const everywhere = new Set(empty.fileNames)
  const strange = (shared?.fileNames ?? []).filter((file) => !everywhere.has(file) && !own.has(file))
  const declaresByUse = (file: string) => /\.[cm]?jsx?$/.test(file) && shared?.linksOf(file)?.reachesOut === true
  const isChanging = (file: string) => changesWorld(input.disk.text(file) ?? '') || declaresByUse(file)
  const changing = new Set(strange.filter(isChanging))
  if (changing.size === 0) return [targets]
  // Files of one folder that import the same lead to the same.
  const alike = groupBy(targets, (target) => {
    const pragmas = input.disk.text(target)?.match(/@jsx\w*\s+\S+/g) ?? []
    return JSON.stringify([dirname(target), extname(target), pragmas, [...(links.get(target)?.imports ?? [])].sort()])
  })
  const samples = createPrograms(
    input,
    alike.map(([first = '']) => [first]),
  )
  const seen = Array.from(samples, ({ fileNames }) => fileNames.filter((file) => changing.has(file)).sort())
  const worlds = new Map(alike.map((group, at) => [group, seen[at] ?? []]))
  return groupBy(alike, (group) => JSON.stringify(worlds.get(group))).map((groups) => groups.flat())
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const key = keyOf(value)
    groups.set(key, [...(groups.get(key) ?? []), value])
  }
  return [...groups.values()]
}
