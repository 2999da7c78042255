import type { AnnotationStyle } from './annotation-style.ts'
import { builtInLanguages, indexLanguages, type Language } from './languages.ts'
import { basicMarkers, defaultMarkers, type Markers } from './markers.ts'

/** What `entangled.toml`, or the front matter of a source, says. A key that is left out changes nothing. */
export interface EntangledSettings {
  readonly version: string
  readonly style?: 'default' | 'basic'
  readonly languages?: readonly Language[]
  readonly markers?: Markers
  readonly watchList?: readonly string[]
  readonly ignoreList?: readonly string[]
  readonly annotation?: AnnotationStyle
  readonly namespaceDefault?: 'global' | 'private'
  readonly namespace?: string
  readonly hooks?: readonly string[]
}

/** The settings of an Entangled project, complete (syntax specification, 1.2). */
export interface EntangledConfig {
  /** Where they come from, to be named in messages. */
  readonly file: string
  readonly version: string
  readonly style: 'default' | 'basic'
  /** By identifier. */
  readonly languages: ReadonlyMap<string, Language>
  readonly markers: Markers
  /** Globs of the sources. */
  readonly watchList: readonly string[]
  readonly ignoreList: readonly string[]
  readonly annotation: AnnotationStyle
  readonly namespaceDefault: 'global' | 'private'
  /** Its levels; `undefined` if `namespaceDefault` decides. */
  readonly namespace: readonly string[] | undefined
  readonly hooks: ReadonlySet<string>
}

/** Entangled without a configuration. */
export const defaultConfig: EntangledConfig = {
  file: 'entangled.toml',
  version: '2.0',
  style: 'default',
  languages: indexLanguages(builtInLanguages),
  markers: defaultMarkers,
  watchList: ['**/*.md'],
  ignoreList: [],
  annotation: 'standard',
  namespaceDefault: 'global',
  namespace: undefined,
  hooks: new Set(['shebang']),
}

const presets = {
  default: { version: '2.0', markers: defaultMarkers, hooks: ['shebang'] },
  basic: {
    version: '2.4',
    markers: basicMarkers,
    hooks: ['quarto_attributes', 'spdx_license', 'shebang', 'repl', 'brei'],
  },
} satisfies Record<string, EntangledSettings>

/** A configuration with settings on top: first the preset that they name, then themselves. */
export function applySettings(config: EntangledConfig, settings: EntangledSettings): EntangledConfig {
  const { style } = settings
  const base = style === undefined ? config : { ...overlay(config, presets[style]), style }
  return overlay(base, settings)
}

function overlay(base: EntangledConfig, settings: EntangledSettings): EntangledConfig {
  return {
    ...base,
    version: settings.version,
    languages: new Map([...base.languages, ...indexLanguages(settings.languages ?? [])]),
    markers: settings.markers ?? base.markers,
    watchList: settings.watchList ?? base.watchList,
    ignoreList: settings.ignoreList ?? base.ignoreList,
    annotation: settings.annotation ?? base.annotation,
    namespaceDefault: settings.namespaceDefault ?? base.namespaceDefault,
    namespace: settings.namespace === undefined ? base.namespace : settings.namespace.split('::'),
    hooks: mergeHooks(base.hooks, settings.hooks ?? []),
  }
}

/** Names are added; `~name` takes one away. */
function mergeHooks(base: ReadonlySet<string>, names: readonly string[]): Set<string> {
  const hooks = new Set(base)
  for (const name of names) {
    if (name.startsWith('~')) hooks.delete(name.slice(1))
    else hooks.add(name)
  }
  return hooks
}
