import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import picomatch from 'picomatch'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Target } from '../model/origin-map.ts'
import type { Project } from '../project/project.ts'
import { StateFolder } from '../state/state-folder.ts'
import { NodeFileSystem } from '../write/node-file-system.ts'
import { settleExpectedErrors } from './expected-errors.ts'
import { TypesCache } from './types-cache.ts'
import { findCompiler, readCompiler, type TypesCompiler } from './types-compiler.ts'
import { TypesDisk } from './types-disk.ts'
import { placeFindings } from './types-placement.ts'
import { findTypeErrors, type TypesFinding, type VerdictInput } from './types-verdict.ts'

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
 * Type-checks all TypeScript targets in one program, as the pages say them now, whatever is on the disk. A promise that
 * nothing waits for is an error too: the next line would run before this one is done.
 *
 * If nothing has changed that the compiler looked at last time, its verdict still holds, and it is not even loaded.
 *
 * @throws ConfigError if there is a tsconfig but no TypeScript to read it with, or the tsconfig cannot be used.
 */
export function checkTypes(
  project: Project,
  targets: readonly Target[] = project.tangled.targets,
  options: CheckTypesOptions = {},
): Diagnostic[] {
  const { types } = project.config
  if (types === false) return []
  const configFile = resolve(project.root, types?.tsconfig ?? 'tsconfig.json')
  const isIncluded = types?.include ? picomatch([...types.include]) : () => true
  const checked = targets.filter((target) => /\.[cm]?tsx?$/.test(target.path) && isIncluded(target.path))
  if (checked.length === 0 || (types?.tsconfig === undefined && !existsSync(configFile))) return []
  const compiler = options.compiler ?? findCompiler(project.root)
  const paths = checked.map((target) => target.path)
  const input = { compiler: compiler.path, root: project.root, configFile, targets: paths }
  const findings = judge(project, input, compiler, options.cache)
  return settleExpectedErrors(placeFindings(findings, project.tangled.targets), checked)
}

function judge(
  { root, tangled, fileSystem }: Project,
  input: VerdictInput,
  compiler: TypesCompiler,
  ownCache: TypesCache | undefined,
): readonly TypesFinding[] {
  const isOnDisk = fileSystem instanceof NodeFileSystem
  const cache = ownCache ?? (isOnDisk ? new TypesCache(new StateFolder(root)) : undefined)
  const texts = new Map(tangled.targets.map((target) => [resolve(root, target.path), target.text]))
  const known = cache?.find(input, new TypesDisk(texts))
  if (known) return known
  const disk = new TypesDisk(texts)
  readCompiler(disk, compiler)
  for (const target of input.targets) disk.text(resolve(root, target))
  const findings = findTypeErrors(compiler.load(), input, disk)
  cache?.keep(input, disk.answers, findings)
  return findings
}
