import picomatch from 'picomatch'
import type { Block } from '../../model/block.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { canonicalLanguage } from '../../model/language.ts'
import type { Project } from '../../project/project.ts'
import { blocksConfig } from '../../snippets/snippet-settings.ts'
import { isDataLanguage } from '../data/shown-file.ts'
import { hasCode, isExecutable, proofOf } from './block-proof.ts'

/**
 * Blocks that nothing ever parses or runs, so that nothing says when they go wrong: those with a name that no target
 * contains, and, in a language that the project declares executable, all that are neither part of a target nor
 * compared with one. And the reverse: blocks that say they are not checked, but are.
 */
export function checkUnproven(project: Pick<Project, 'config' | 'tangled' | 'entangled'>): Diagnostic[] {
  const { run = [] } = blocksConfig(project.config) ?? {}
  const isRunPage = run.length === 0 ? () => false : picomatch([...run])
  const isRun = ({ page, attributes }: Block) => attributes.has('run') || isRunPage(page)
  return project.tangled.index.blocks.flatMap((block) => {
    const proof = proofOf(block, project)
    if (proof === 'skipped') return isCheckedAfterAll(block, project) ? [needlessSkip(block)] : []
    if (proof !== undefined) return []
    // Entangled passes it by, and projects that it served have such blocks.
    if (block.name !== undefined) return [unused(block, project.entangled ? 'warning' : 'error')]
    return isExecutable(block, project.config) && !isRun(block) ? [unproven(block, project)] : []
  })
}

/** On a block with `file=`, `check=skip` says that the program is not run; its types are checked all the same. */
function isCheckedAfterAll(block: Block, { tangled }: Pick<Project, 'tangled'>): boolean {
  return block.target === undefined && tangled.used.has(block)
}

function needlessSkip(block: Block): Diagnostic {
  const attribute = block.attributes.get('check')
  return {
    code: 'invalid-attribute',
    severity: 'error',
    message: 'The block says that it is not checked, but a target contains it, and that is checked.',
    location: attribute?.location ?? block.fence,
    hint: 'Take `check=skip` away, or put it on the block with `file=`, so that the program is not run.',
  }
}

function unused(block: Block, severity: Diagnostic['severity']): Diagnostic {
  return {
    code: 'unused-block',
    severity,
    message: `No target contains the block <<${block.name}>>.`,
    location: block.nameLocation,
    hint: 'Refer to it from a block with `file=`, or mark it `check=skip reason="…"`.',
  }
}

function unproven(block: Block, { config }: Pick<Project, 'config'>): Diagnostic {
  return {
    code: 'unproven-block',
    severity: 'error',
    message: hasCode(block)
      ? `Nothing checks or runs this block, although \`${block.language}\` is a language that is executed here.`
      : `Nothing says where this block comes from, although \`${block.language}\` has to be proven here.`,
    location: block.fence,
    hint: `${wayOut(block, config)}; or mark it \`check=skip reason="…"\`.`,
  }
}

function wayOut(block: Block, { commands }: Project['config']): string {
  if (isDataLanguage(block)) return 'Say behind the language which file it is for'
  if (!hasCode(block))
    return 'Say with `output=` which example prints it, show the command that does in a terminal block, or say with `excerpt=` which file it is a part of'
  return canonicalLanguage(block.language ?? '') === 'sh' && commands !== undefined
    ? 'Begin its commands with `$ `, so that they are run, or name it and refer to it from a block with `file=`'
    : 'Name it and refer to it from a block with `file=`, or say with `excerpt=` which file it is a part of'
}
