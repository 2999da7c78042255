import type { Diagnostic } from '../model/diagnostic.ts'
import type { FileSystem } from '../model/file-system.ts'
import type { PageSource } from '../model/page.ts'
import { sortDiagnostics } from '../model/sort-diagnostics.ts'
import type { ExpansionLimits } from '../resolve/expansion-limits.ts'
import type { Tangled } from '../resolve/tangled.ts'
import type { LedgerNotes } from '../write/ledger.ts'
import type { AnnotationStyle } from './config/annotation-style.ts'
import type { EntangledConfig } from './config/config.ts'
import { readEntangledConfig } from './config/read-config.ts'
import { rememberedAnnotation } from './config/remembered-annotation.ts'
import { checkBlocks } from './expand/check-blocks.ts'
import { Expander } from './expand/expand.ts'
import { indexEntangledBlocks } from './expand/index-blocks.ts'
import { expandTargets } from './expand/targets.ts'
import { reportHooks } from './hooks/build-hooks.ts'
import { findInputs, readInputs } from './inputs/inputs.ts'
import type { EntangledPage } from './model/entangled-block.ts'
import { comparePaths } from './python/text.ts'
import { readSource } from './read/read-source.ts'

export interface EntangledOptions {
  /** Wins over the configuration, as `--annotation` does. Default: what the configuration says. */
  readonly annotation?: AnnotationStyle
  readonly limits?: ExpansionLimits
}

/** {@link Tangled}, from an Entangled project. Imports are never moved (section 14). */
export interface TangledEntangled extends Tangled {
  readonly pages: readonly EntangledPage[]
}

/**
 * Sources in, targets out, byte for byte those of Entangled 2.4 (syntax specification, 12.1). Never throws for what the
 * sources contain. With an error among the diagnostics Entangled would have written nothing.
 */
export function tangleEntangledProject(
  config: EntangledConfig,
  sources: readonly PageSource[],
  options: EntangledOptions = {},
): TangledEntangled {
  const pages = [...sources].sort((a, b) => comparePaths(a.path, b.path)).map((source) => readSource(source, config))
  const [only] = pages
  // The front matter of a single source speaks for the whole run (1.6).
  const annotation = options.annotation ?? (pages.length === 1 && only ? only.config : config).annotation
  const index = indexEntangledBlocks(pages)
  const expander = new Expander(index, options.limits)
  const { targets, diagnostics } = expandTargets(index, expander, annotation)
  const all = [
    ...pages.flatMap((page) => page.diagnostics),
    ...diagnostics,
    ...expander.diagnostics,
    ...checkBlocks(index, expander.used, annotation),
    ...reportHooks(config, pages),
  ]
  return { pages, index, targets, used: expander.used, diagnostics: sortDiagnostics(withoutEchoes(all)) }
}

/** A warning is not worth a line where an error with the same code stands already. */
function withoutEchoes(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const key = ({ code, location }: Diagnostic) => `${code} ${JSON.stringify(location)}`
  const errors = new Set(diagnostics.filter(({ severity }) => severity === 'error').map(key))
  return diagnostics.filter((diagnostic) => diagnostic.severity === 'error' || !errors.has(key(diagnostic)))
}

export interface OpenEntangledOptions extends EntangledOptions {
  /** What the ledger remembers of earlier runs. Default nothing. */
  readonly remembered?: LedgerNotes
}

/** A project of Entangled, tangled in memory. */
export interface OpenedEntangledProject {
  /** Those that were given, and what was remembered. */
  readonly options: EntangledOptions
  /** The settings of its configuration, with the defaults of Entangled for the others. */
  readonly config: EntangledConfig
  /** Its pages and targets, with the diagnostics of the configuration and of the search for pages among the others. */
  readonly tangled: TangledEntangled
  /** Nothing says that this is a project of Entangled but its database. */
  readonly isByDatabase: boolean
}

/**
 * Reads the configuration and the sources of a project, and tangles them in memory. `undefined` if the root has no
 * configuration of Entangled.
 *
 * @throws ConfigError if the configuration cannot be used.
 * @throws Error if a source is not UTF-8.
 */
export async function openEntangledProject(
  fileSystem: FileSystem,
  { remembered = new Map(), ...given }: OpenEntangledOptions = {},
): Promise<OpenedEntangledProject | undefined> {
  const read = await readEntangledConfig(fileSystem)
  if (!read) return undefined
  const { config } = read
  const annotation = given.annotation ?? rememberedAnnotation(remembered, config)
  const options = { ...given, ...(annotation !== undefined && { annotation }) }
  const inputs = await findInputs(config, fileSystem)
  const tangled = tangleEntangledProject(config, await readInputs(inputs.paths, fileSystem), options)
  const diagnostics = sortDiagnostics([...read.diagnostics, ...inputs.diagnostics, ...tangled.diagnostics])
  return { config, options, tangled: { ...tangled, diagnostics }, isByDatabase: read.isByDatabase === true }
}
