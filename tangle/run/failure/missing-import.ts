import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'
import type { Position } from '../../model/location.ts'
import { isTooDeep } from '../../parse/nesting.ts'
import type { ErrorReport } from './error-report.ts'
import type { PagePlace, PagePlaces } from './page-places.ts'

/**
 * The place of the import that could not be fulfilled, in a page. Node names the module that has it, and neither line
 * nor column: a package or a file that is missing, or a name that a module does not export. `undefined` for every other
 * error, and for a module that is no target.
 */
export function findMissingImport(report: ErrorReport, places: PagePlaces): PagePlace | undefined {
  const text = report.error.join('\n')
  const missing = /Cannot find (?:package|module) '([^']+)' imported from (.+)$/m.exec(text)
  if (missing) return findImport(places, missing[2] ?? '', (specifier) => names(specifier, missing[1] ?? ''))
  const unexported = /The requested module '([^']+)' does not provide an export named '([^']+)'/.exec(text)
  if (unexported && report.place) {
    const [, specifier, name] = unexported
    return findImport(places, report.place.file, (other) => other === specifier, name)
  }
  return undefined
}

/** Node names a package as it was imported, and a file by where it looked for it. */
function names(specifier: string, missing: string): boolean {
  if (specifier === missing || specifier.startsWith(`${missing}/`)) return true
  const file = specifier.replace(/^(?:\.{1,2}\/)+/, '').replace(/[?#].*$/, '')
  return specifier.startsWith('.') && missing.replaceAll('\\', '/').endsWith(`/${file}`)
}

function findImport(
  places: PagePlaces,
  file: string,
  isWanted: (specifier: string) => boolean,
  name?: string,
): PagePlace | undefined {
  const path = file.startsWith('file:') ? fileURLToPath(file.replace(/[?#].*$/, '')) : file
  const target = places.project.tangled.targets.find((one) => one.path === places.toProjectPath(path))
  if (!target || isTooDeep(target.text, Number.POSITIVE_INFINITY)) return undefined
  const { module } = parseSync(target.path, target.text)
  for (const { moduleRequest, entries } of module.staticImports) {
    if (!isWanted(moduleRequest.value)) continue
    const entry =
      name === undefined
        ? undefined
        : entries.find(
            ({ importName }) => importName.name === name || (name === 'default' && importName.kind === 'Default'),
          )
    return places.ofTarget(
      target,
      positionAt(target.text, entry?.importName.start ?? entry?.localName.start ?? moduleRequest.start),
    )
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, importName } of entries) {
      if (!moduleRequest || !isWanted(moduleRequest.value) || (name !== undefined && importName.name !== name)) continue
      return places.ofTarget(target, positionAt(target.text, importName.start ?? moduleRequest.start))
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const specifier = /^(['"`])(.*)\1$/s.exec(target.text.slice(moduleRequest.start, moduleRequest.end))?.[2]
    if (specifier !== undefined && isWanted(specifier))
      return places.ofTarget(target, positionAt(target.text, moduleRequest.start))
  }
  return undefined
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length - 1, column: offset - before.lastIndexOf('\n') - 1 }
}
