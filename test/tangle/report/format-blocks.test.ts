import { expect, it } from 'vitest'
import type { BlockReport } from '../../../tangle/model/block-report.ts'
import { formatHints, formatIncomplete } from '../../../tangle/report/format-blocks.ts'
import { checkPages, ts } from '../check/proof/check-pages.ts'

const [{ block }] = (await checkPages({ 'a.md': ts('1') })).blocks as [BlockReport]

function needing(...missingModules: string[]): BlockReport[] {
  return [{ block, state: 'not-installed', unknown: [], missingModules, diagnostics: [] }]
}

it('names the packages to install', () => {
  expect(formatHints(needing('@a/b/c', 'd/e'), () => 'missing')).toEqual([
    '1 block needs packages that are not installed: `npm install --save-dev @a/b d`',
  ])
})

// `npm install path` would install somebody's package.
it.each([
  ['path', '@types/node'],
  ['node:test', '@types/node'],
  ['fs/promises', '@types/node'],
  ['bun:test', '@types/bun'],
  ['bun', '@types/bun'],
  ['cloudflare:workers', '@cloudflare/workers-types'],
  ['cloudflare', 'cloudflare'],
])('names the package with the types of %s', (module, name) => {
  expect(formatHints(needing(module), () => 'missing').join()).toContain(`\`npm install --save-dev ${name}\``)
  expect(formatIncomplete(needing(module), () => 'missing')).toContain(`\`npm install --save-dev ${name}\``)
})

it('sends nobody to npm for what is no package', () => {
  expect(formatHints(needing('virtual:icons'), () => 'missing')).toEqual([])
  expect(formatIncomplete(needing('virtual:icons'), () => 'missing')).toContain('is none of npm')
})
