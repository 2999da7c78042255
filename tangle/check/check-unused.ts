import type { Diagnostic } from '../model/diagnostic.ts'
import type { Tangled } from '../resolve/tangle-pages.ts'

/** Named blocks that no target contains: nothing ever parses or runs them, so nothing says when they go wrong. */
export function checkUnused({ index, used }: Tangled): Diagnostic[] {
  return index.blocks
    .filter((block) => block.name !== undefined && !used.has(block) && block.attributes.get('check')?.value !== 'skip')
    .map((block) => ({
      code: 'unused-block',
      severity: 'error',
      message: `No target contains the block <<${block.name}>>.`,
      location: block.nameLocation,
      hint: `Refer to it from a block with \`file=\`, or mark it \`check=skip reason="…"\`.`,
    }))
}
