import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate } from '../../model/location.ts'
import type { Project } from '../../project/project.ts'
import { type ReadRegion, readRegions } from '../../regions/read-regions.ts'
import { dedent } from '../../regions/region-lines.ts'
import type { SecretReason } from '../../regions/secret-files.ts'
import { isShown, linesToShow } from '../../regions/shown-lines.ts'
import { suggest } from '../../resolve/suggest.ts'
import { describeDifference, excerptedTarget, namesOfTargets } from './check-excerpts.ts'
import { findUnseenFiles } from './unseen-files.ts'

/** What pages show of files, and is not there, or is something else by now, or that no compiler sees (plain blocks, 3.11). */
export async function checkRegions(project: Project): Promise<Diagnostic[]> {
  const regions = await readRegions(project, (value) => excerptedTarget(value, project) !== undefined)
  const ofTargets = new Set(project.tangled.targets.map(({ path }) => path))
  const files = regions.flatMap(({ file, lines }) => (file === undefined || lines === undefined ? [] : [file]))
  const unseen = findUnseenFiles(
    project.root,
    files.filter((file) => !ofTargets.has(file)),
  )
  return regions.flatMap((region) => {
    if (region.file === undefined) return [missingFile(region, project)]
    if (region.secret) return [secretFile(region, region.file, region.secret)]
    if (region.lines === undefined) return [missingRegion(region)]
    const differs = difference(region, region.lines)
    if (differs) return [differs]
    return unseen.has(region.file) ? [unseenFile(region, region.file)] : []
  })
}

function missingFile({ reference }: ReadRegion, project: Project): Diagnostic {
  const { path, region, block, location } = reference
  const isExcerpt = block?.attributes.has('excerpt') === true
  const near = isExcerpt && region === undefined ? suggest(path, namesOfTargets(project)) : undefined
  const message = isExcerpt
    ? `No page writes ${path}, of which this block is to be an excerpt, and there is no such file.`
    : `There is no file ${path}.`
  return {
    ...{ code: 'missing-region', severity: 'error', message, location },
    hint:
      near === undefined ? 'Name it as seen from the page, or from the root of the project.' : `Did you mean ${near}?`,
  }
}

function secretFile({ reference }: ReadRegion, file: string, reason: SecretReason): Diagnostic {
  const why = reason === 'ignored' ? 'git ignores it' : 'such files hold secrets'
  return {
    code: 'secret-region',
    severity: 'error',
    message: `Lines of ${file} are not shown on a page: ${why}.`,
    location: reference.location,
    hint: 'Show a file that is committed and meant for everybody, such as `.env.example`.',
  }
}

function missingRegion({ reference, file, names }: ReadRegion): Diagnostic {
  const near = suggest(reference.region ?? '', names)
  return {
    code: 'missing-region',
    severity: 'error',
    message: `${file} has no region ${reference.region}.`,
    location: reference.location,
    hint:
      near === undefined
        ? `Put \`#region ${reference.region}\` and \`#endregion\` into comments around its lines.`
        : `Did you mean ${near}?`,
  }
}

function difference({ reference, file }: ReadRegion, lines: readonly string[]): Diagnostic | undefined {
  const { block, region } = reference
  if (!block) return undefined
  const shown = block.lines.map(({ text }) => text)
  const wanted = linesToShow(shown, lines, region)
  if (wanted !== undefined && isShown(shown, wanted)) return undefined
  const own = dedent(shown)
  const at =
    wanted === undefined
      ? 0
      : Math.max(
          0,
          own.findIndex((line, index) => line !== wanted[index]),
        )
  const line = block.lines[at]
  const what = region === undefined ? file : `${file}#${region}`
  const there = wanted?.[at]
  return {
    code: 'excerpt-differs',
    severity: 'error',
    message:
      wanted === undefined
        ? `None of these lines stands in ${what}.`
        : there === undefined
          ? `${what} ends before this line of the excerpt.`
          : `${what} says something else here: ${there}`,
    location: line ? locate(block.page, line.position, line.text.length) : block.fence,
    ...(wanted !== undefined && { detail: describeDifference(own, wanted) }),
    hint: 'Lines with `-` stand here only, lines with `+` in the file. `tangle check --update` copies them again.',
  }
}

function unseenFile({ reference }: ReadRegion, file: string): Diagnostic {
  return {
    code: 'unseen-region',
    severity: 'error',
    message: `No tsconfig.json lists ${file}: nothing would say when what the page shows of it goes wrong.`,
    location: reference.location,
    hint: 'Add it to `include` of the tsconfig.json next to it, or above.',
  }
}
