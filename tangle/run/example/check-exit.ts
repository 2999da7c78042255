import type { Diagnostic } from '../../model/diagnostic.ts'
import { isTerminalBlock } from '../../parse/terminal-block.ts'
import type { Project } from '../../project/project.ts'

/** Finds `exit=` where it says nothing: on a block that is neither the start of a file nor a terminal (13.1). */
export function checkExit({ tangled }: Project): Diagnostic[] {
  const roots = new Set(tangled.targets.map(({ root }) => root))
  return tangled.pages
    .flatMap((page) => page.blocks)
    .flatMap((block): Diagnostic[] => {
      const exit = block.attributes.get('exit')
      if (!exit || roots.has(block) || isTerminalBlock(block)) return []
      return [
        {
          code: 'invalid-attribute',
          severity: 'error',
          message: '`exit=` says how a program ends, and this block is none.',
          location: exit.location,
          hint: 'Write it at the first block with `file=` of the program, or at a block of terminal commands.',
        },
      ]
    })
}
