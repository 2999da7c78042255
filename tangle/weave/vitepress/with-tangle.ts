import type { UserConfig } from 'vitepress'
import { weave } from '../markdown-plugin.ts'
import { patientColors } from '../patient-colors.ts'
import { skipColorsInSearch } from '../search-code.ts'
import { copyOnlyCommands } from '../terminal-blocks.ts'
import { renderForSearch } from './open-site-project.ts'
import { sitePlugin } from './site-plugin.ts'
import type { TangleSiteOptions } from './tangle-site-options.ts'

/** A configuration of VitePress in any form that it may have. */
export type SiteConfig<Config> = Config | Promise<Config> | ((env: never) => Config | Promise<Config>)

/**
 * Gives a site of VitePress 1.6 or 2 all that the blocks of its pages can do: captions and links, full examples, types on
 * hover, Run and Edit, and in development what is wrong, over the page. The theme belongs to it, `@parley/tangle/theme`.
 *
 * @param config the configuration of the site, from `defineConfig`. Its settings for Markdown and Vite stay.
 * @throws ConfigError from Vite, when the configuration of the project cannot be used.
 */
export function withTangle<Config extends object>(config: SiteConfig<Config>, options: TangleSiteOptions = {}): Config {
  // VitePress takes a promise and a function as well, and so do others who wrap what this returns.
  if (typeof config === 'function') {
    const later = async (env: never) => extendConfig(await config(env), options)
    return later as unknown as Config
  }
  if (config instanceof Promise) return config.then((own) => extendConfig(own, options)) as unknown as Config
  return extendConfig(config, options)
}

function extendConfig<Config extends object>(own: Config, options: TangleSiteOptions): Config {
  const config: UserConfig = own
  const { markdown = {}, vite = {} } = config
  const onBuild = () => {
    // Nothing changes during a build, which needs each page twice: for the browser and for its HTML.
    extended.markdown!.cache = markdown.cache ?? true
  }
  const { plugin, weave: weaveOptions } = sitePlugin(options, { onBuild, srcExclude: config.srcExclude })
  const { codeTransformers = [], highlight, shikiSetup } = markdown
  const hasOwnColors = codeTransformers.length > 0 || highlight !== undefined || shikiSetup !== undefined
  const extended: UserConfig = {
    ...config,
    markdown: {
      // A page shows what other pages say: its own text does not tell whether it changed.
      cache: false,
      ...markdown,
      codeTransformers: [...codeTransformers, patientColors, ...(options.copyCommands ? [copyOnlyCommands] : [])],
      config: async (md) => {
        const before: unknown = markdown.config?.(md)
        // VitePress 1 awaits nothing.
        if (before instanceof Promise) await before
        weave(md, weaveOptions)
        if (!hasOwnColors) skipColorsInSearch(md)
      },
    },
    // The plugin has no type of any Vite: those of 5 and 8 differ.
    vite: { ...vite, plugins: [...(vite.plugins ?? []), plugin] as NonNullable<typeof vite.plugins> },
  }
  return { ...extended, ...withSearch(config) } as Config
}

interface LocalSearch {
  readonly search?: { readonly provider?: string; readonly options?: { readonly _render?: unknown } }
}

/** The local search finds the blocks, and no full example besides. */
function withSearch({ themeConfig }: UserConfig): Partial<UserConfig> {
  const { search } = (themeConfig ?? {}) as LocalSearch
  if (search?.provider !== 'local' || search.options?._render !== undefined) return {}
  const options = { ...search.options, _render: renderForSearch }
  // The rest of the configuration is written into every page. What is not there without us must not be there with us.
  const enumerable = search.options !== undefined
  const own = Object.defineProperty({ ...search }, 'options', { value: options, enumerable, configurable: true })
  return { themeConfig: { ...themeConfig, search: own } }
}
