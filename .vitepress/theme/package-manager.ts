import { onContentUpdated } from 'vitepress'
import { onMounted, onUnmounted } from 'vue'

const key = 'parley-package-manager'

/**
 * Remembers which package manager a reader has chosen in the tabs of a page, and shows it in all others, on this page
 * and on those to come.
 */
export function usePackageManager(): void {
  onContentUpdated(() => showManager(localStorage.getItem(key)))
  onMounted(() => document.addEventListener('change', remember))
  onUnmounted(() => document.removeEventListener('change', remember))
}

function remember({ target }: Event): void {
  if (!(target instanceof HTMLInputElement) || !target.matches('.package-managers input')) return
  const name = target.labels?.[0]?.dataset.title ?? null
  if (name === null) return
  localStorage.setItem(key, name)
  const { top } = target.getBoundingClientRect()
  showManager(name)
  // Blocks above that have become longer or shorter must not move the one that was clicked.
  window.scrollBy(0, target.getBoundingClientRect().top - top)
}

/** By a click, since VitePress listens to that to show the block of a tab. */
function showManager(name: string | null): void {
  for (const label of document.querySelectorAll<HTMLLabelElement>('.package-managers label')) {
    const input = label.control
    if (label.dataset.title === name && input instanceof HTMLInputElement && !input.checked) input.click()
  }
}
