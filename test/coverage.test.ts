import { expect, it } from 'vitest'
import { checkUnproven } from '../tangle/check/proof/check-unproven.ts'
import { measureCoverage } from '../tangle/coverage/measure-coverage.ts'
import { openOwnProject } from './run-example-under-host.ts'

// Of our own pages every block is proven; a page that cannot keep that says why, with `check=skip reason="…"`.
it('type-checks and runs every block of these pages, and shows every export or lists it', async () => {
  const project = await openOwnProject()
  expect(checkUnproven(project)).toEqual([])
  const { blocks, names, diagnostics } = await measureCoverage(project)
  const places = (isMissing: (block: (typeof blocks)[number]) => boolean) =>
    blocks.filter(isMissing).map(({ block }) => `${block.page}:${block.fence.start.line + 1}`)
  expect(places(({ typeChecked }) => typeChecked === false)).toEqual([])
  expect(places(({ executed, isUnknown }) => executed === false || isUnknown)).toEqual([])
  expect(diagnostics).toEqual([])
  // Enough of them to know that something was measured at all.
  expect(blocks.filter(({ typeChecked }) => typeChecked).length).toBeGreaterThan(80)
  expect(blocks.filter(({ executed }) => executed).length).toBeGreaterThan(80)
  // Functions of a page's scenario run in this process, not in the example's.
  const scenario = blocks.filter(({ block }) => block.target?.startsWith('test/scenarios/'))
  expect(scenario.filter(({ executed }) => executed).length).toBeGreaterThan(5)
  expect(names.filter(({ shownAt }) => shownAt !== undefined).map(({ name }) => name)).toContain('ChatService')
})
