import { expect, test } from 'vitest'
import { inlineCode, namesIn, nextName, spokenInfo } from '../../tangle/weave/client/code-names.ts'
import { placeTooltip } from '../../tangle/weave/client/tooltip-place.ts'

const infos = [{ signature: 'const a: A' }, { signature: 'const b: B' }]

test('names are read from the numbers of their block', () => {
  const names = namesIn({ infos, code: { 'block-x': [0, 6, 1, 1, 2, 0, 1, 0] } }, 'block-x')
  expect(names).toEqual([
    { line: 0, column: 6, length: 1, info: infos[1] },
    { line: 2, column: 0, length: 1, info: infos[0] },
  ])
  expect(namesIn({ infos, code: {} }, 'block-x')).toEqual([])
  expect(namesIn({ infos, code: { 'block-x': [0, 6, 1, 7] } }, 'block-x')).toEqual([])
})

test('a name stays the same, and that of another block is another one', () => {
  const hovers = { infos, code: { 'block-x': [0, 6, 1, 0], 'block-y': [0, 6, 1, 0] } }
  expect(namesIn(hovers, 'block-x')[0]).toBe(namesIn(hovers, 'block-x')[0])
  expect(namesIn(hovers, 'block-x')[0]).not.toBe(namesIn(hovers, 'block-y')[0])
})

const always = () => true

test('arrows lead from name to name, and stop at the ends', () => {
  expect(nextName(3, 0, 1, always, always)).toBe(1)
  expect(nextName(3, 1, -1, always, always)).toBe(0)
  expect(nextName(3, 2, 1, always, always)).toBeUndefined()
  expect(nextName(3, 0, -1, always, always)).toBeUndefined()
  expect(nextName(0, -1, 1, always, always)).toBeUndefined()
})

test('the first arrow leads to what the window shows, from either end', () => {
  const isInView = (index: number) => index === 2 || index === 3
  expect(nextName(5, -1, 1, always, isInView)).toBe(2)
  expect(nextName(5, -1, -1, always, isInView)).toBe(3)
  expect(nextName(5, -1, 1, always, () => false)).toBe(0)
})

test('arrows pass names in closed sections', () => {
  const isShown = (index: number) => index !== 1 && index !== 4
  expect(nextName(5, 0, 1, isShown, always)).toBe(2)
  expect(nextName(5, 3, 1, isShown, always)).toBeUndefined()
  expect(nextName(5, 2, -1, isShown, always)).toBe(0)
})

test('a screen reader hears sentences without marks', () => {
  const info = { signature: 'const a: A', documentation: 'What `a` is.', tags: [['Default', '`1`']] as const }
  expect(spokenInfo(info)).toBe('const a: A. What a is. Default: 1.')
})

test('code in documentation stands between backticks', () => {
  expect(inlineCode('Use `a` or `b c`.')).toEqual([
    { text: 'Use ', isCode: false },
    { text: 'a', isCode: true },
    { text: ' or ', isCode: false },
    { text: 'b c', isCode: true },
    { text: '.', isCode: false },
  ])
  expect(inlineCode('one ` alone')).toEqual([{ text: 'one ` alone', isCode: false }])
  expect(inlineCode('')).toEqual([])
})

const view = { left: 0, top: 60, right: 360, bottom: 700 }
const size = { width: 300, height: 120 }
const lineAt = (left: number, top: number) => ({ left, top, right: left + 50, bottom: top + 20 })

test('a tooltip stands below the line, and above where there is no room', () => {
  expect(placeTooltip(lineAt(20, 100), size, view)).toEqual({ left: 20, top: 126 })
  expect(placeTooltip(lineAt(20, 650), size, view)).toEqual({ left: 20, top: 524 })
})

test('a tooltip that fits nowhere stands below, where the page scrolls to', () => {
  const tall = { width: 300, height: 600 }
  expect(placeTooltip(lineAt(20, 200), tall, view).top).toBe(226)
  expect(placeTooltip(lineAt(20, 640), tall, view).top).toBe(666)
})

test('a tooltip stays within the width of the window', () => {
  expect(placeTooltip(lineAt(330, 100), size, view).left).toBe(52)
  expect(placeTooltip(lineAt(-40, 100), size, view).left).toBe(8)
})
