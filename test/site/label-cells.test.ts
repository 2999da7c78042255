import MarkdownIt from 'markdown-it'
import { expect, it } from 'vitest'
import { labelCells } from '../../.vitepress/label-cells.ts'

const md = new MarkdownIt()
labelCells(md)

const cellsOf = (...rows: string[]) => md.render(rows.join('\n')).match(/<td.*?>/g)

it('labels cells of a table that stand below each other on a phone', () => {
  const rows = [
    '| option | type | default | what it is |',
    '| --- | --- | --- | --- |',
    '| `a` | `string` | none | A name |',
  ]
  expect(cellsOf(...rows)).toEqual(['<td>', '<td class="type">', '<td data-label="default">', '<td>'])
  expect(cellsOf('| | `a` & b | c |', '| --- | --- | --- |', '| x | 1 | 2 |')).toEqual([
    '<td>',
    '<td data-label="a &amp; b">',
    '<td data-label="c">',
  ])
})

it('leaves a table of two columns as it is', () => {
  expect(cellsOf('| status | means |', '| --- | --- |', '| 404 | not there |')).toEqual(['<td>', '<td>'])
})
