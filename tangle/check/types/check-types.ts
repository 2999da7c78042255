import { posix, resolve } from 'node:path'
import picomatch from 'picomatch'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Target } from '../../model/origin-map.ts'
import type { Project } from '../../project/project.ts'
import { StateFolder } from '../../state/state-folder.ts'
import { NodeFileSystem } from '../../write/node-file-system.ts'
import { asksForTypes, hasCheckJs } from './check-js.ts'
import type { TypesCompiler } from './compiler.ts'
import { settleExpectedErrors } from './expected-errors.ts'
import { compilerOf, installCompiler, whyNoCompiler } from './find-compiler.ts'
import { findTypeErrors, type TypesFinding, type VerdictInput } from './find-type-errors.ts'
import { placeFindings } from './place-findings.ts'
import { TypesCache } from './types-cache.ts'
import { TypesDisk } from './types-disk.ts'
import { compilerMakers } from './verdict-makers.ts'

export interface CheckTypesOptions {
  /**
   * Where verdicts are kept. Default: in `.tangle/types` of a project whose pages lie on the disk; one that lives in
   * memory leaves nothing behind.
   */
  readonly cache?: TypesCache
  /** Default: the TypeScript of the project. */
  readonly compiler?: TypesCompiler
}

/**
 * Whether a target is type-checked, as the configuration says: one in TypeScript is, and one in JavaScript where its
 * tsconfig or a comment at its top asks for it (`checkJs`, `@ts-check`).
 */
export function isTypeChecked({ root, config: { types } }: Project, { path, text }: Pick<Target, 'path' | 'text'>) {
  if (types === false) return false
  if (types?.include !== undefined && !picomatch.isMatch(path, [...types.include])) return false
  if (/\.[cm]?tsx?$/.test(path)) return true
  return /\.[cm]?jsx?$/.test(path) && (asksForTypes(text) || hasCheckJs(root, posix.dirname(path)))
}

/**
 * Those that are type-checked indeed: none where there is no compiler.
 *
 * @throws ConfigError if the compiler cannot be used.
 */
export function checkedTargets(project: Project): Target[] {
  const targets = project.tangled.targets.filter((target) => isTypeChecked(project, target))
  return targets.length > 0 && compilerOf(project) ? targets : []
}

/**
 * Type-checks each TypeScript target by itself, as the pages say them now, whatever is on the disk. A promise that
 * nothing waits for is an error too: the next line would run before this one is done.
 *
 * If nothing has changed that the compiler looked at last time, its verdict still holds, and it is not even loaded.
 *
 * @throws ConfigError if a tsconfig, or the compiler, cannot be used.
 */
export function checkTypes(
  project: Project,
  targets: readonly Target[] = project.tangled.targets,
  options: CheckTypesOptions = {},
): Diagnostic[] {
  const checked = targets.filter((target) => isTypeChecked(project, target))
  if (checked.length === 0) return []
  const compiler = options.compiler ?? compilerOf(project)
  if (!compiler) return [missingCompiler(project, checked)]
  const findings = judge(project, checked, compiler, options.cache)
  return settleExpectedErrors(placeFindings(findings, project.tangled.targets), checked)
}

function missingCompiler(project: Project, targets: readonly Target[]): Diagnostic {
  const [first] = targets
  const count = targets.length === 1 ? `${first?.path} is` : `${targets.length} targets are`
  return {
    code: 'no-compiler',
    severity: 'warning',
    message: `${count} not type-checked: ${whyNoCompiler(project)}.`,
    hint: `Run \`${installCompiler}\`, or set \`types: false\`.`,
  }
}

function judge(
  project: Project,
  targets: readonly Target[],
  compiler: TypesCompiler,
  ownCache: TypesCache | undefined,
): readonly TypesFinding[] {
  const { root, fileSystem } = project
  const isOnDisk = fileSystem instanceof NodeFileSystem
  const cache = ownCache ?? (isOnDisk ? new TypesCache(new StateFolder(root)) : undefined)
  const input = verdictInput(project, targets, compiler)
  const known = cache?.find(input, diskOf(project))
  if (known) return known
  const disk = diskOf(project)
  for (const file of [...compiler.files, ...compilerMakers()]) disk.text(file)
  for (const target of input.targets) disk.text(resolve(root, target))
  const session = compiler.open(root, disk)
  try {
    const findings = findTypeErrors(session, input, disk)
    cache?.keep(input, disk.answers, findings)
    return findings
  } finally {
    session.close()
  }
}

/** What the compiler is asked about some targets of a project. */
export function verdictInput(
  { root, config }: Project,
  targets: readonly Target[],
  compiler: TypesCompiler,
): VerdictInput {
  const tsconfig = config.types === false ? undefined : config.types?.tsconfig
  return {
    compiler: compiler.files,
    root,
    configFile: tsconfig === undefined ? undefined : resolve(root, tsconfig),
    targets: targets.map(({ path }) => path),
  }
}

/**
 * The disk with all targets of a project on it, and with further texts, by absolute path.
 *
 * @param links Packages that are sought where they are not: where, and where they are, both absolute.
 */
export function diskOf(
  { root, tangled }: Project,
  texts: ReadonlyMap<string, string> = new Map(),
  links: ReadonlyMap<string, string> = new Map(),
): TypesDisk {
  const targets = tangled.targets.map((target) => [resolve(root, target.path), target.text] as const)
  return new TypesDisk(new Map([...texts, ...targets]), { links })
}
