import { expect, it } from 'vitest'
import { parseHelp } from '../../../tangle/sources/command-help.ts'

const help = parseHelp(
  'loom',
  `  loom weave                writes
    --style plain|fancy     how it looks
    --reporter NAME         human (default), json or github
    --out FOLDER            where it goes, as it is
    --quiet                 less
`,
)

it.each([
  ['--style', ['plain', 'fancy']],
  ['--reporter', ['human', 'json', 'github']],
  ['--out', undefined],
  ['--quiet', undefined],
  ['--none', undefined],
])('says which values %s takes', (flag, values) => {
  expect(help.valuesOf(flag)).toEqual(values && new Set(values))
})
