import { loadPanes, parts } from 'virtual:tangle-site'
import type { Theme } from 'vitepress'
import type { App } from 'vue'
import { installEdit } from './edit/install-edit.ts'
import { installHover } from './install-hover.ts'
import { openLinkedExamples } from './reading/open-linked-examples.ts'
import { installRun } from './run/install-run.ts'
import { installShare } from './share/install-share.ts'
import './variables.css'
import './reading/weave.css'
import './reading/example.css'
import './run/run-button.css'
import './edit/edit-button.css'
import './hover.css'

// An update closes the overlay of Vite. If something is still wrong, the dev server shows it again.
import.meta.hot?.on('vite:afterUpdate', () => import.meta.hot?.send('tangle:updated'))

/** A theme of VitePress with what `withTangle` puts in the pages: its look, and what it does when a reader asks. */
export function extendTheme(theme: Theme): Theme {
  return {
    extends: theme,
    enhanceApp({ app, router, siteData }) {
      if (typeof window === 'undefined') return
      const site = { app, router, base: siteData.value.base, loadPanes }
      openLinkedExamples(router)
      if (parts.run) installRun(site)
      if (parts.edit) installEdit(site)
      if (parts.share) installShare(site, mountOf(app))
      if (parts.hover) installHover(site)
    },
  }
}

/** Is there when the app is at work on the page. Vue tells a plugin nothing of it. */
function mountOf(app: App): Promise<void> {
  const { mount } = app
  return new Promise((resolve) => {
    app.mount = (...place) => {
      const root = mount(...place)
      resolve()
      return root
    }
  })
}
