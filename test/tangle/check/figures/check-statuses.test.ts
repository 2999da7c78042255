import { expect, it } from 'vitest'
import { checkStatuses } from '../../../../tangle/check/figures/check-statuses.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { MemoryFileSystem } from '../../../../tangle/write/memory-file-system.ts'

const source = `
const rows = {
  404: { class: NotFoundError, code: 'not_found' },
  409: { class: ConflictError, code: 'conflict' },
  412: { class: ConflictError, code: 'conflict' },
}
const row = (status) => (status >= 500 ? ServerError : rows[status])
const { status = 400, code = 'refused' } = failure
const answer = new Response(null, { status: 204 })
`

async function check(text: string, words: 'error' | false = 'error'): Promise<string[]> {
  const fileSystem = new MemoryFileSystem({ 'a.md': text, 'src/a.ts': source })
  const project = await openProject({
    root: '/project',
    config: { pages: ['*.md'], ...(words && { words }) },
    fileSystem,
  })
  return (await checkStatuses(project)).map(
    ({ message, location }) => `${location?.start.line}:${location?.start.column} ${message}`,
  )
}

it.each([
  ['`ConflictError`, status 409 or 412.'],
  ['### `not_found`\n\nStatus: the status 404.'],
  ['It fails with 400 `refused`.'],
  ['The status 204 says that there is nothing more.'],
  // What is compared in a source is a bound of many.
  ['A `ServerError` has a status from 500 to 404.'],
  ['It says 410 `Gone` elsewhere.'],
  ['```js\nanswer(418)\n```\n\nThat is the status 418.'],
  ['It took 777 ms, and the status stayed.'],
])('says nothing of %j', async (text) => {
  expect(await check(text)).toEqual([])
})

it.each([
  [
    '`ConflictError`, status 409 or 410.',
    '0:31 The status of ConflictError is stated as 410, but the sources say 409, 412.',
  ],
  [
    '### `not_found`\n\n`ConflictError`, status 409.',
    '2:24 The status of not_found is stated as 409, but the sources say 404.',
  ],
  ['It fails with 401 `refused`.', '0:14 The status of refused is stated as 401, but the sources say 400.'],
  ['| a |\n| --- |\n| the status 205 |', '2:13 No source of the project has the status 205.'],
])('finds the wrong one in %j', async (text, finding) => {
  expect(await check(text)).toEqual([finding])
  // A page may be about another program.
  expect(await check(text, false)).toEqual([])
})
