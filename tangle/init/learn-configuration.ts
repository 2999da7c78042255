import picomatch from 'picomatch'
import { checkBlocks } from '../check/proof/check-blocks.ts'
import type { TangleConfig } from '../config/config.ts'
import type { Documentation } from './find-documentation.ts'
import { learnExceptions } from './learn-exceptions.ts'
import { learnLinks } from './learn-links.ts'
import { type LearnedPrelude, learnPrelude } from './learn-prelude.ts'

/** What reading a documentation has brought. */
export interface LearnedConfiguration {
  readonly config: TangleConfig
  readonly prelude: LearnedPrelude | undefined
}

/**
 * Checks a documentation as it is, and writes down what would complete it: a prelude of what its pages declare, where
 * its links begin, and which of its pages show code of another time. Nothing is written to the disk.
 *
 * @throws ConfigError if a tsconfig, or the compiler, cannot be used.
 */
export async function learnConfiguration({ project, isJavaScript }: Documentation): Promise<LearnedConfiguration> {
  const links = await learnLinks(project)
  const base = isJavaScript ? { blocks: { js: true } } : {}
  const { blocks } = await checkBlocks({ ...project, config: base })
  const overrides = learnExceptions(project, blocks)
  const isExcepted = picomatch(overrides.flatMap(({ pages }) => pages))
  const prelude = await learnPrelude(
    { ...project, config: { ...base, overrides } },
    blocks.filter(({ block }) => !isExcepted(block.page)),
  )
  const settings = { ...base.blocks, ...(prelude && { prelude: [prelude.path] }) }
  const config: TangleConfig = {
    blocks: Object.keys(settings).length === 0 ? true : settings,
    ...(links !== undefined && { links }),
    ...(overrides.length > 0 && { overrides }),
  }
  return { config, prelude }
}
