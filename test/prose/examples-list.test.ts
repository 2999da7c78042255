import { posix } from 'node:path'
import { collectExamples } from '@parley/tangle'
import { expect, test } from 'vitest'
import { openOwnProject } from '../run-example-under-host.ts'

const listPath = 'examples_from_docs/README.md'

const project = await openOwnProject()
const { examples } = collectExamples(project)
const list = project.tangled.targets.find(({ path }) => path === listPath)
const row =
  /^\| \[(?<name>\w+)\]\((?<file>[^)]+)\) \| (?<about>[^|]+) \| \[(?<title>[^\]]+)\]\((?<page>[^)]+)\) \| (?<command>[^|]+) \|$/
const rows = (list?.text.split('\n') ?? [])
  .filter((line) => line.startsWith('| ['))
  .map((line) => row.exec(line)?.groups ?? { name: line })

const titleOf = (path: string) => {
  const page = project.tangled.pages.find((candidate) => candidate.path === path)
  return page?.lines.find((line) => line.startsWith('# '))?.slice('# '.length)
}

test('lists every example once, with its file, its page and its command, in order', () => {
  const expected = examples.map(({ name, target }) => ({
    name,
    file: posix.basename(target.path),
    title: titleOf(target.root.page),
    page: posix.relative(posix.dirname(listPath), target.root.page),
    command: `\`npm run example ${name}\``,
  }))
  expect(rows.map(({ name, file, title, page, command }) => ({ name, file, title, page, command }))).toEqual(expected)
})

test('says in one sentence what each example shows', () => {
  for (const { name, about } of rows) expect(`${name}: ${about}`).toMatch(/^\w+: [A-Z][^.]+\.$/)
})

test('says the same on the page itself', () => {
  const page = project.tangled.pages.find(({ path }) => path === list?.root.page)
  const items = (page?.lines ?? []).filter((line) => line.startsWith('- ['))
  const folder = posix.dirname(page?.path ?? '')
  const expected = examples.map(({ name, target }) => {
    const link = posix.relative(folder, target.root.page)
    const about = rows.find((candidate) => candidate.name === name)?.about
    return `- [${name}](${link.startsWith('../') ? link : `./${link}`}): ${about}`
  })
  expect(items).toEqual(expected)
})
