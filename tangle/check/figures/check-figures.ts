import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Location } from '../../model/location.ts'
import type { Project } from '../../project/project.ts'
import { DataError } from '../../sources/read-data.ts'
import { type FigureValue, readFigureValues } from './figure-values.ts'
import { type Figure, findFigures, type SourcedFigures } from './find-figures.ts'

/**
 * Numbers of prose that are not what their source says, where a page names one: `<!-- tangle-figures: package.json#version -->`.
 * Each number behind such a comment has to come from one of its sources, and each source has to be stated.
 */
export async function checkFigures(project: Project): Promise<Diagnostic[]> {
  const found: Diagnostic[] = []
  for (const page of project.tangled.pages) {
    for (const sourced of findFigures(page)) found.push(...(await checkPart(sourced, project)))
  }
  return found
}

async function checkPart({ sources, figures }: SourcedFigures, project: Project): Promise<Diagnostic[]> {
  const known: { readonly value: FigureValue; readonly location: Location }[] = []
  const unusable: Diagnostic[] = []
  for (const { text, location } of sources) {
    try {
      for (const value of await readFigureValues(text, project)) known.push({ value, location })
    } catch (error) {
      if (!(error instanceof DataError)) throw error
      const hint =
        error.near === undefined
          ? 'Name a file of the project, and a key or a name in it: `package.json#engines.node`.'
          : `Did you mean ${error.near}?`
      unusable.push({ code: 'unusable-figure', severity: 'error', message: error.message, location, hint })
    }
  }
  if (unusable.length > 0) return unusable
  const wrong = figures.filter((figure) => !known.some(({ value }) => isOf(figure, value)))
  if (wrong.length > 0) return wrong.map((figure) => unknownFigure(figure, known, figures))
  return known.flatMap(({ value, location }) =>
    figures.some((figure) => isOf(figure, value))
      ? []
      : [
          {
            code: 'wrong-figure',
            severity: 'error',
            message: `${value.name} says ${value.values.join(', ')}, and what follows does not state it.`,
            location,
            hint: 'Correct the text, or take the source out of the comment.',
          },
        ],
  )
}

function unknownFigure(
  { text, location }: Figure,
  known: readonly { readonly value: FigureValue }[],
  figures: readonly Figure[],
): Diagnostic {
  const left = known.filter(({ value }) => !figures.some((figure) => isOf(figure, value)))
  const [meant] = left.length > 0 ? left : known
  return {
    code: 'wrong-figure',
    severity: 'error',
    message: `None of the sources of these figures says ${text}.`,
    location,
    hint:
      meant === undefined
        ? 'Name its source in the comment above.'
        : `${meant.value.name} says ${meant.value.values.join(', ')}. Correct the text, or name the source of this number in the comment above.`,
  }
}

/** What a unit makes of a value in milliseconds, in bytes, or of a share. */
const factors: readonly (readonly [unit: RegExp, factors: readonly number[]])[] = [
  [/^s(?:econds?)?$/, [1 / 1000]],
  [/^min(?:utes?)?$/, [1 / 60, 1 / 60_000]],
  [/^h(?:ours?)?$/, [1 / 3_600, 1 / 3_600_000]],
  [/^%$/, [100]],
  [/^kB$|^KB$/, [1 / 1_000, 1 / 1_024]],
  [/^MB$/, [1 / 1_000_000, 1 / 1_048_576]],
]

/** A figure may be rounded, a version cut at a dot, and a duration stated in another unit. */
function isOf({ text, unit = '' }: Figure, { values }: FigureValue): boolean {
  const digits = /\.(\d+)$/.exec(text)?.[1]?.length ?? 0
  const scales = [1, ...(factors.find(([pattern]) => pattern.test(unit))?.[1] ?? [])]
  return values.some((value) => {
    if (value === text || (value.split('.').length > 2 && value.startsWith(`${text}.`))) return true
    if (text.split('.').length > 2 || value.split('.').length > 2) return false
    return scales.some((scale) => (Number(value) * scale).toFixed(digits) === Number(text).toFixed(digits))
  })
}
