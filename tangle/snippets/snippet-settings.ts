import picomatch from 'picomatch'
import type { BlocksConfig, OverrideConfig, TangleConfig } from '../config/config.ts'
import type { Page } from '../model/page.ts'
import { type PageSettings, readPageSettings } from './page-settings.ts'

/** What holds for the plain blocks of one page. */
export interface SnippetSettings {
  readonly page: PageSettings
  /** Modules and declaration files whose names need no import, relative to the root of the project. */
  readonly prelude: readonly string[]
  /** What the front matter asks for and is not there. */
  readonly missingPrelude: readonly string[]
  /** What makes an exception of the whole page: its front matter, or an entry of `overrides`. */
  readonly skippedBy: 'page' | OverrideConfig | undefined
}

/** `blocks` of a configuration as an object. `undefined`: plain blocks are not looked at. */
export function blocksConfig({ blocks = true }: TangleConfig): BlocksConfig | undefined {
  return blocks === false ? undefined : blocks === true ? {} : blocks
}

/**
 * Finds what holds for a page: the configuration, its overrides, and the front matter.
 *
 * @param isThere Whether a page may ask for a file.
 */
export function settingsOf(page: Page, config: TangleConfig, isThere: (path: string) => boolean): SnippetSettings {
  const own = readPageSettings(page)
  const overrides = (config.overrides ?? []).filter(({ pages }) => picomatch.isMatch(page.path, [pages].flat()))
  const skipping = overrides.findLast(({ check }) => check === 'skip')
  const common = blocksConfig(config)?.prelude ?? []
  return {
    page: own,
    prelude: [
      ...new Set([...common, ...overrides.flatMap(({ prelude = [] }) => prelude), ...own.prelude.filter(isThere)]),
    ],
    missingPrelude: own.prelude.filter((path) => !isThere(path)),
    skippedBy: own.isSkipped ? 'page' : skipping,
  }
}
