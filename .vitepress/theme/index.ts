import { inBrowser, type Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme-without-fonts'
import { h } from 'vue'
import { installHover } from '../../tangle/weave/client/index.ts'
import { CopyPage } from './copy-page.ts'
import { installEdit } from './edit/install-edit.ts'
import { openLinkedExamples } from './open-linked-examples.ts'
import { PlatformSwitch } from './platform-switch.ts'
import { installRun } from './run/install-run.ts'
import { Wordmark } from './wordmark.ts'
import './fonts/fonts.css'
import './palette.css'
import './prose.css'
import './weave.css'
import './example.css'
import './chat.css'
import './run.css'
import './edit/edit-button.css'
import '../../tangle/weave/client/hover.css'
import './project.css'
import './figure.css'
import './landing.css'
import './print.css'

// An update closes the overlay of Vite. If something is still wrong, the dev server shows it again.
import.meta.hot?.on('vite:afterUpdate', () => import.meta.hot?.send('parley:updated'))

export default {
  extends: DefaultTheme,
  Layout: () =>
    h(DefaultTheme.Layout, null, {
      'nav-bar-title-before': () => h(Wordmark),
      'doc-before': () => h(PlatformSwitch),
      'doc-footer-before': () => h(CopyPage),
    }),
  enhanceApp({ router, siteData }) {
    if (!inBrowser) return
    openLinkedExamples(router)
    installRun(router)
    installEdit(router)
    installHover({ router, base: siteData.value.base })
  },
} satisfies Theme
