import type { Diagnostic, RelatedLocation } from '../../model/diagnostic.ts'
import { locate, type Position } from '../../model/location.ts'
import { locationAt, originAt, type Target } from '../../model/origin-map.ts'
import type { PlacedError } from './expected-errors.ts'
import type { TypesFinding, TypesReason } from './find-type-errors.ts'

/** Findings at the places of pages where they were written. A mistake that many targets contain is one mistake. */
export function placeFindings(findings: readonly TypesFinding[], targets: readonly Target[]): PlacedError[] {
  const byPath = new Map(targets.map((target) => [target.path, target]))
  return mergeErrors(
    findings.flatMap((finding) => {
      const target = byPath.get(finding.target)
      if (target) return [placeFinding(finding, target, byPath)]
      return finding.position ? [placeInFile(finding, finding.position)] : []
    }),
  )
}

function placeInFile({ target, length, code, message, hint }: TypesFinding, position: Position): PlacedError {
  const location = locate(target, position, length)
  return {
    diagnostic: { ...{ code, severity: 'error', message, location }, ...(hint !== undefined && { hint }) },
    block: undefined,
  }
}

function placeFinding(
  { start, length, code, message, hint, reasons }: TypesFinding,
  target: Target,
  targets: ReadonlyMap<string, Target>,
): PlacedError {
  const position = positionAt(target, start)
  const firstLine = target.text.slice(start, start + length).split('\n')[0] ?? ''
  const origin = originAt(target, position)
  const related: RelatedLocation[] = [
    ...reasons.map((reason) => placeReason(reason, targets)),
    ...(origin?.also ?? []).map(({ block, position: place }) => ({
      message: 'written here, too',
      location: locate(block.page, place, firstLine.length),
    })),
    { message: 'in the generated file', location: { file: target.path, start: position } },
  ]
  const location = locationAt(target, position, firstLine.length)
  const diagnostic: Diagnostic = {
    ...{ code, severity: 'error', message, location, related },
    ...(hint !== undefined && { hint }),
  }
  return { diagnostic, block: origin?.block }
}

/** What is missing at the end of a file is missing behind its last line, which is a line of a page. */
function positionAt(target: Target, offset: number) {
  const before = target.text.slice(0, Math.min(offset, target.text.trimEnd().length)).split('\n')
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 }
}

function placeReason(
  { file, line, column, length, message }: TypesReason,
  targets: ReadonlyMap<string, Target>,
): RelatedLocation {
  const target = targets.get(file)
  const position = { line, column }
  return { message, location: target ? locationAt(target, position, length) : locate(file, position, length) }
}

function mergeErrors(errors: readonly PlacedError[]): PlacedError[] {
  const merged = new Map<string, PlacedError>()
  for (const error of errors) {
    const { code, message, location } = error.diagnostic
    const key = JSON.stringify([code, message, location])
    const same = merged.get(key)
    if (!same) merged.set(key, error)
    else {
      const related = withoutRepetitions([...relatedOf(same), ...relatedOf(error)])
      merged.set(key, { ...same, diagnostic: { ...same.diagnostic, related } })
    }
  }
  return [...merged.values()]
}

function relatedOf({ diagnostic }: PlacedError): readonly RelatedLocation[] {
  return diagnostic.related ?? []
}

function withoutRepetitions(related: readonly RelatedLocation[]): RelatedLocation[] {
  return [...new Map(related.map((place) => [JSON.stringify(place), place])).values()]
}
