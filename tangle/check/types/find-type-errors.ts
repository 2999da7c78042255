import { relative, resolve, sep } from 'node:path'
import type { Position } from '../../model/location.ts'
import type { CompilerMessage, CompilerProgram, CompilerSession } from './compiler.ts'
import { globalNames } from './global-names.ts'
import { NearestConfigs } from './nearest-config.ts'
import { type SharedProgram, sharePrograms } from './share-programs.ts'
import { lineEndAfter, positionIn } from './text-position.ts'
import type { TypesDisk } from './types-disk.ts'
import { groupUnknownNames } from './unknown-names.ts'

/** A place in a target or another file of the project that the compiler mentions as a reason. Counts from 0. */
export interface TypesReason {
  /** Relative to the project root, with `/`. */
  readonly file: string
  readonly line: number
  readonly column: number
  readonly length: number
  readonly message: string
}

/** What the compiler says about a part of a target. Plain data, so that it can be kept. */
export interface TypesFinding {
  /** The path of the target, or of a tsconfig. */
  readonly target: string
  /** Characters of the target in front of the part. */
  readonly start: number
  /** Where the part is, in a file that is no target. */
  readonly position?: Position
  readonly length: number
  readonly code: 'type-error' | 'floating-promise'
  readonly message: string
  readonly hint?: string
  readonly reasons: readonly TypesReason[]
}

export interface VerdictInput {
  /** The files of the TypeScript that compiles. */
  readonly compiler: readonly string[]
  /** Absolute. */
  readonly root: string
  /** The tsconfig of all targets, absolute; without it, the nearest of each. */
  readonly configFile: string | undefined
  /** The paths of the targets to check, relative to the root. */
  readonly targets: readonly string[]
}

/**
 * Judges each target as if it were the only one. What comes out depends on nothing but the input, the compiler, and
 * what the disk answers.
 *
 * @throws ConfigError if a tsconfig or the compiler cannot be used.
 */
export function findTypeErrors(session: CompilerSession, input: VerdictInput, disk: TypesDisk): TypesFinding[] {
  const found = new Map(input.targets.map((target) => [resolve(input.root, target), [] as TypesFinding[]]))
  const groups = groupByConfig(session, input, disk)
  for (const opened of openPrograms(session, groups, disk)) {
    for (const finding of findIn(session, opened, input.root, disk)) {
      found.get(resolve(input.root, finding.target))?.push(finding)
    }
  }
  const configs = [...groups.keys()].filter((config) => config !== undefined)
  return [...found.values(), ...configs.map((config) => findInConfig(session, config, input.root, disk))].flat()
}

/** What the compiler does not know is not checked: it is for the author to say whether that matters. */
function findInConfig(session: CompilerSession, config: string, root: string, disk: TypesDisk): TypesFinding[] {
  return session.unknownOptionsOf(config).map(({ path, start, length, code, text }) => ({
    ...{ target: toProjectPath(root, path), start, position: positionIn(disk.text(path) ?? '', start), length },
    ...{ code: 'type-error', message: `TS${code}: ${text}`, reasons: [] },
    hint: 'Types were checked without it. A later version of `typescript` may know it.',
  }))
}

/**
 * Programs that have every target once, as it is alone.
 *
 * @throws ConfigError if a tsconfig or the compiler cannot be used.
 */
function* openPrograms(
  session: CompilerSession,
  groups: ReadonlyMap<string | undefined, string[]>,
  disk: TypesDisk,
): Generator<SharedProgram & Surroundings> {
  for (const [configFile, targets] of groups) {
    const declarations = declarationsOf(session, configFile)
    for (const shared of sharePrograms({ session, disk, configFile, targets, declarations }))
      yield { ...shared, configFile, declarations }
  }
}

/** What targets are compiled with. */
interface Surroundings {
  readonly configFile: string | undefined
  readonly declarations: readonly string[]
}

/** The targets by the tsconfig that each is compiled with, absolute. */
export function groupByConfig(
  session: Pick<CompilerSession, 'filesOf'>,
  { root, configFile, targets }: Omit<VerdictInput, 'compiler'>,
  disk: TypesDisk,
): Map<string | undefined, string[]> {
  const nearest = new NearestConfigs(root, disk, session)
  const byConfig = new Map<string | undefined, string[]>()
  for (const target of targets) {
    const path = resolve(root, target)
    const config = configFile ?? nearest.of(path)
    byConfig.set(config, [...(byConfig.get(config) ?? []), path])
  }
  return byConfig
}

/**
 * One program over all targets, in which they see each other's globals, with the options of the first one's tsconfig.
 *
 * @throws ConfigError if a tsconfig or the compiler cannot be used.
 */
export function openProgram(
  session: CompilerSession,
  { root, configFile, targets }: Omit<VerdictInput, 'compiler'>,
  disk: TypesDisk,
): CompilerProgram {
  const paths = targets.map((target) => resolve(root, target))
  const config = configFile ?? new NearestConfigs(root, disk, session).of(paths[0] ?? root)
  const [program] = session.createPrograms([
    { configFile: config, rootNames: [...new Set([...paths, ...declarationsOf(session, config)])] },
  ])
  if (!program) throw new Error('A session makes a program for each request.')
  return program
}

/** The declarations that a tsconfig lists. */
function declarationsOf(session: CompilerSession, configFile: string | undefined): string[] {
  const listed = configFile === undefined ? [] : session.filesOf(configFile)
  return listed.filter((path) => /\.d\.[cm]?ts$/.test(path))
}

/** What is wrong with targets that share a program, as the compiler says it of each where it is alone. */
function errorsOf(
  session: CompilerSession,
  { program, targets, configFile, declarations }: SharedProgram & Surroundings,
  disk: TypesDisk,
) {
  const errors = program.errorsIn(targets)
  const groups = groupUnknownNames(errors, {
    textOf: (path) => disk.text(path) ?? '',
    globalNames: () => globalNames(program, disk, targets),
  })
  const again = new Set(groups.flat())
  const requests = groups.map((group) => ({ configFile, rootNames: [...new Set([...group, ...declarations])] }))
  const settled = errors.filter(({ path }) => !again.has(path))
  let at = 0
  for (const smaller of session.createPrograms(requests)) settled.push(...smaller.errorsIn(groups[at++] ?? []))
  return settled
}

function findIn(
  session: CompilerSession,
  shared: SharedProgram & Surroundings,
  root: string,
  disk: TypesDisk,
): TypesFinding[] {
  const { program, targets: paths } = shared
  const errors = errorsOf(session, shared, disk).map(
    ({ path, start, length, code, text, related }): TypesFinding => ({
      target: toProjectPath(root, path),
      start,
      length,
      code: 'type-error',
      message: `TS${code}: ${text}`,
      reasons: related.flatMap((reason) => toReason(reason, root, disk) ?? []),
    }),
  )
  const promises = program.floatingPromisesIn(paths).map(
    ({ path, start, length }): TypesFinding => ({
      target: toProjectPath(root, path),
      start,
      length,
      code: 'floating-promise',
      message: 'Nothing waits for this promise, so what follows runs before it is done, and its failure is lost.',
      hint: 'Put `await` in front of it.',
      reasons: [],
    }),
  )
  return [...errors, ...promises]
}

/** `undefined` for a place in a package, which is not what an author can mend. */
function toReason(
  { path, start, length, text: message }: CompilerMessage,
  root: string,
  disk: TypesDisk,
): TypesReason | undefined {
  const file = toProjectPath(root, path)
  const text = file.startsWith('..') || /(^|\/)node_modules\//.test(file) ? undefined : disk.text(path)
  if (text === undefined) return undefined
  // The range of a place that is only mentioned ends with its line.
  return { file, ...positionIn(text, start), length: Math.min(length, lineEndAfter(text, start) - start), message }
}

function toProjectPath(root: string, path: string): string {
  return relative(root, path).split(sep).join('/')
}
