import { useData } from 'vitepress'
import { watch } from 'vue'
import './appearance.css'

const switching = 'switching-appearance'

/**
 * Colors change all at once when a reader switches between light and dark, and not one part of the page after the other.
 * VueUse would do the same, but with each load as well, during which the page answers nobody.
 */
export function useAppearanceAtOnce(): void {
  const { isDark } = useData()
  watch(
    isDark,
    () => {
      const { classList } = document.documentElement
      classList.add(switching)
      // The new colors are there in the next frame.
      requestAnimationFrame(() => requestAnimationFrame(() => classList.remove(switching)))
    },
    { flush: 'sync' },
  )
}
