import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { headingId } from '../../.vitepress/heading-id.ts'
import { createNavigation, createSidebar } from '../../.vitepress/sidebar.ts'

let docs: string

beforeEach(async () => {
  docs = await mkdtemp(join(tmpdir(), 'sidebar '))
})

afterEach(() => rm(docs, { recursive: true }))

async function write(page: string, text: string): Promise<void> {
  const file = join(docs, page)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

test('lists the pages that are there, in reading order, under their own titles', async () => {
  await write('tutorials/upload-to-chat.md', '---\ntitle: x\n---\n\n# Send a `document`\n\n# Another\n')
  await write('tutorials/set-up.md', '# Set up {#start}\n')
  await write('tutorials/a-new-one.md', 'No heading.\n')
  await write('contributing/index.md', '# Help\n')
  const sidebar = createSidebar(docs)
  expect(sidebar).toEqual([
    {
      text: 'Build a chat assistant',
      items: [
        { text: 'Set up', link: '/tutorials/set-up' },
        { text: 'tutorials/a-new-one', link: '/tutorials/a-new-one' },
      ],
    },
    { text: 'On Unique AI', items: [{ text: 'Send a document', link: '/tutorials/upload-to-chat' }] },
    { text: 'Contributing', items: [{ text: 'Help', link: '/contributing/' }] },
  ])
  const [assistant, contributing] = createNavigation(sidebar)
  expect(assistant).toMatchObject({ text: 'Build an assistant', link: '/tutorials/set-up' })
  expect(contributing).toMatchObject({ text: 'Contributing', link: '/contributing/' })
  const isOpen = new RegExp(assistant?.activeMatch ?? '')
  expect(
    ['/tutorials/upload-to-chat', '/tutorials/upload-to-chat.html', '/contributing/'].map((page) => isOpen.test(page)),
  ).toEqual([true, true, false])
})

test('has no section without pages', () => {
  expect(createSidebar(docs)).toEqual([])
})

test.for([
  ['Set up', 'set-up'],
  ['Dify: ask and be answered', 'dify-ask-and-be-answered'],
  ['free_user_input()', 'free_user_input'],
  ['What is `a.b`?', 'what-is-ab'],
  ['Größe & Maß', 'größe--maß'],
])('gives the heading %j the id that GitHub gives it', ([text, id]) => {
  expect(headingId(text!)).toBe(id)
})
