import type { Diagnostic } from '../model/diagnostic.ts'
import type { Location } from '../model/location.ts'
import { explanations } from './explanations.ts'

/**
 * Findings as a log of SARIF 2.1.0, which code hosts and editors show at their lines. `folder` leads from the root of
 * the repository to the project, and ends with `/` unless it is empty.
 */
export function formatSarif(diagnostics: readonly Diagnostic[], version: string, folder = ''): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort()
  const rules = codes.map((id) => ({
    id,
    shortDescription: { text: explanations[id].meaning },
    help: { text: explanations[id].remedy },
  }))
  const results = diagnostics.map((diagnostic) => toResult(diagnostic, codes.indexOf(diagnostic.code), folder))
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'tangle', version, rules } }, columnKind: 'utf16CodeUnits', results }],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

function toResult(diagnostic: Diagnostic, ruleIndex: number, folder: string) {
  const { code, severity, message, detail, hint, location, related = [] } = diagnostic
  const text = [message, detail, hint === undefined ? undefined : `hint: ${hint}`].filter((part) => part !== undefined)
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: text.join('\n') },
    ...(location && { locations: [toLocation(location, folder)] }),
    ...(related.length > 0 && {
      relatedLocations: related.map((other) => ({
        ...toLocation(other.location, folder),
        message: { text: other.message },
      })),
    }),
  }
}

/** SARIF counts lines and columns from 1; the end of a region does not belong to it (3.30.2). */
function toLocation({ file, start, end = start }: Location, folder: string) {
  const uri = (folder + file).split('/').map(encodeURIComponent).join('/')
  return {
    physicalLocation: {
      artifactLocation: { uri },
      region: {
        startLine: start.line + 1,
        startColumn: start.column + 1,
        endLine: end.line + 1,
        endColumn: end.column + 1,
      },
    },
  }
}
