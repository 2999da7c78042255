/** In development, calls back when a page has been changed on the disk and is shown anew. */
export function onPageUpdate(listener: () => void): void {
  import.meta.hot?.on('vite:afterUpdate', ({ updates = [] } = {}) => {
    // The overlay is closed with an update of nothing, and a style sheet changes no program.
    if (updates.some(({ path }) => /\.md(?:\?|$)/.test(path))) listener()
  })
}
