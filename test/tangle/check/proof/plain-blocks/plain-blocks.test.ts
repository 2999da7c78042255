import { beforeAll, describe, expect, test } from 'vitest'
import { formatLocation } from '../../../../../tangle/model/location.ts'
import { checkPages } from '../check-pages.ts'
import { announced } from './cases/announced.ts'
import { context } from './cases/context.ts'
import { shownCode } from './cases/shown-code.ts'
import { unknownNames } from './cases/unknown-names.ts'

/** One compilation for all of them: pages know nothing of each other but the imports that they show. */
const pages = [...announced, ...context, ...shownCode, ...unknownNames]

describe('plain blocks', () => {
  const found = new Map<string, string[]>()
  const states = new Map<string, string>()
  beforeAll(async () => {
    const files = Object.fromEntries(pages.map(([, text], at) => [`p${at}/a.md`, text]))
    const { diagnostics, blocks } = await checkPages(files)
    for (const { code, message, location } of diagnostics) {
      const place = location ? formatLocation(location) : ''
      const [, file = '', at = ''] = /^(.*?):(.*)$/.exec(place) ?? []
      const short = [at, code, /^TS\d+/.exec(message)?.[0]].filter((part) => part !== undefined).join(' ')
      found.set(file, [...(found.get(file) ?? []), short])
    }
    for (const { block, state } of blocks) states.set(block.page, `${states.get(block.page) ?? ''} ${state}`.trim())
  }, 60_000)

  test.each(pages.map(([promise, , findings, state], at) => [promise, at, findings, state] as const))(
    '%s',
    (_, at, findings, state) => {
      expect(found.get(`p${at}/a.md`) ?? []).toEqual(findings)
      expect(states.get(`p${at}/a.md`) ?? '').toBe(state)
    },
  )
})
