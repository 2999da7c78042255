import { h } from 'vue'

/** The mark in front of the name: a page that speaks code. Drawn in the colour of the text around it. */
export function Wordmark() {
  return h('svg', { class: 'wordmark', viewBox: '0 0 32 32', width: 26, height: 26, 'aria-hidden': 'true' }, [
    h('path', { d: 'M5 5h22v17H15l-6 5.5V22H5z' }),
    h('path', { d: 'M14.5 10 11 13.5l3.5 3.5M21 10l-3.5 3.5L21 17' }),
  ])
}
