import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openProject } from '../../tangle/project/project.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const landing = await readFile(new URL('../../docs/index.md', import.meta.url), 'utf8')
const { tangled } = await openProject({ root })

/** The code between the fences that open with `opening`. */
function codeAfter(opening: string): string {
  const [fence] = opening.split(/[a-z]/)
  const start = landing.indexOf(`\n${opening}\n`) + opening.length + 2
  return landing.slice(start, landing.indexOf(`\n${fence}\n`, start))
}

test('shows a part of the page as the page has it', () => {
  const page = tangled.pages.find(({ path }) => path === 'docs/tutorials/upload-to-chat.md')
  expect(page?.text).toContain(codeAfter('````md'))
})
