import type { Attribute } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'

/** What is wrong with the attributes of a block, apart from how they are written. */
export function checkAttributes(attributes: ReadonlyMap<string, Attribute>): Diagnostic[] {
  return [...checkFileMode(attributes), ...checkProof(attributes)]
}

/** Only a file has a mode. What the mode is, is looked at when the blocks of the file are put together. */
function checkFileMode(attributes: ReadonlyMap<string, Attribute>): Diagnostic[] {
  const mode = attributes.get('mode')
  if (!mode || attributes.has('file')) return []
  const message = '`mode=` is given to a block that is no file.'
  const hint = 'Move it to the block with `file=`.'
  return [{ code: 'invalid-attribute', severity: 'error', message, location: mode.location, hint }]
}

/** What is wrong with what a block says about being checked: `check=skip reason="…"`, `check=error expect=TS2339` (13.1). */
function checkProof(attributes: ReadonlyMap<string, Attribute>): Diagnostic[] {
  const check = attributes.get('check')
  if (!check) return []
  const invalid = (message: string, hint: string): Diagnostic[] => [
    { code: 'invalid-attribute', severity: 'error', message, location: check.location, hint },
  ]
  switch (check.value) {
    case 'skip':
      return attributes.has('reason')
        ? []
        : invalid('`check=skip` gives no reason.', 'Write `check=skip reason="…"`; readers see it.')
    case 'error':
      return /^TS\d+$/.test(attributes.get('expect')?.value ?? '')
        ? []
        : invalid(
            '`check=error` does not say which error.',
            'Write `check=error expect=TS2339`, with the code that the compiler gives.',
          )
    default:
      return invalid(`\`check=\` is skip or error, not ${check.value}.`, 'Leave it out, and the block is checked.')
  }
}
