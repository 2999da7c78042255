import type { Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme-without-fonts'
import { defineComponent, h } from 'vue'
import { extendTheme } from '../../tangle/weave/client/extend-theme.ts'
import { useAppearanceAtOnce } from './appearance.ts'
import { CopyPage } from './copy-page.ts'
import { NotFound } from './not-found.ts'
import { usePackageManager } from './package-manager.ts'
import { PlatformSwitch } from './platform-switch.ts'
import { Wordmark } from './wordmark.ts'
import './fonts/fonts.css'
import './palette.css'
import './prose.css'
import './stacked-tables.css'
import './chat.css'
import './project.css'
import './figure.css'
import './landing.css'
import './not-found.css'
import './print.css'

export default {
  extends: extendTheme(DefaultTheme),
  Layout: defineComponent(() => {
    usePackageManager()
    useAppearanceAtOnce()
    return () =>
      h(DefaultTheme.Layout, null, {
        'nav-bar-title-before': () => h(Wordmark),
        'not-found': () => h(NotFound),
        'doc-before': () => h(PlatformSwitch),
        'doc-footer-before': () => h(CopyPage),
      })
  }),
} satisfies Theme
