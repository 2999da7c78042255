import { inBrowser, type Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme-without-fonts'
import { h } from 'vue'
import { openLinkedExamples } from './open-linked-examples.ts'
import { Wordmark } from './wordmark.ts'
import './palette.css'
import './prose.css'
import './weave.css'
import './example.css'
import './chat.css'
import './project.css'
import './landing.css'
import './print.css'

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'nav-bar-title-before': () => h(Wordmark) }),
  enhanceApp({ router }) {
    if (inBrowser) openLinkedExamples(router)
  },
} satisfies Theme
