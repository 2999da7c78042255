import { expect, test } from 'vitest'
import { locate } from '../../../tangle/model/location.ts'
import { formatSarif } from '../../../tangle/report/sarif-reporter.ts'

test('a finding has its rule, its place from 1 on, and what to do', () => {
  const location = locate('docs/a b.md', { line: 4, column: 2 }, 3)
  const related = [{ message: 'declared here', location: locate('docs/c.md', { line: 0, column: 0 }) }]
  const log = JSON.parse(
    formatSarif(
      [
        {
          code: 'type-error',
          severity: 'error',
          message: 'TS1: no',
          location,
          related,
          hint: 'Mend it.',
          detail: 'why',
        },
        { code: 'no-compiler', severity: 'warning', message: 'none' },
      ],
      '1.2.3',
      'packages/x/',
    ),
  )
  const [run] = log.runs
  expect(log.version).toBe('2.1.0')
  expect(run.tool.driver).toMatchObject({ name: 'tangle', version: '1.2.3' })
  expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['no-compiler', 'type-error'])
  expect(run.results).toEqual([
    {
      ruleId: 'type-error',
      ruleIndex: 1,
      level: 'error',
      message: { text: 'TS1: no\nwhy\nhint: Mend it.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'packages/x/docs/a%20b.md' },
            region: { startLine: 5, startColumn: 3, endLine: 5, endColumn: 6 },
          },
        },
      ],
      relatedLocations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'packages/x/docs/c.md' },
            region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
          },
          message: { text: 'declared here' },
        },
      ],
    },
    { ruleId: 'no-compiler', ruleIndex: 0, level: 'warning', message: { text: 'none' } },
  ])
})
