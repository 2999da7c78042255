import { withBase } from 'vitepress'
import { type FunctionalComponent, h } from 'vue'

const doors = [
  ['guides/check-the-docs-you-have', 'Check the docs you have'],
  ['tutorials/set-up', 'Build a chat assistant'],
  ['', 'The first page'],
] as const

/** The page that there is in place of one that there is not: it says where to go on. */
export const NotFound: FunctionalComponent = () =>
  h('main', { class: 'not-found' }, [
    h('p', { class: 'not-found-code' }, '404'),
    h('h1', 'This page does not exist'),
    h('p', 'It may have moved. Search for it above, or go on here:'),
    h(
      'ul',
      doors.map(([path, text]) => h('li', h('a', { href: withBase(`/${path}`) }, text))),
    ),
  ])
