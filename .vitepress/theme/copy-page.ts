import { useData, withBase } from 'vitepress'
import { computed, defineComponent, h, ref, watch } from 'vue'
import './copy-page.css'

/** For those who hand the page to a program: its Markdown, with the whole programs, to copy or to open. */
export const CopyPage = defineComponent(() => {
  const { page } = useData()
  const address = computed(() => withBase(`/${page.value.relativePath}`))
  const label = ref(rest)
  watch(address, () => {
    label.value = rest
  })
  async function copy(): Promise<void> {
    try {
      const response = await fetch(address.value)
      if (!response.ok) throw new Error(response.statusText)
      await navigator.clipboard.writeText(await response.text())
      label.value = 'Copied'
    } catch {
      label.value = 'Not copied: open it as Markdown'
    }
  }
  return () =>
    // Only a built site has twins.
    import.meta.env.PROD && !page.value.isNotFound
      ? h('p', { class: 'copy-page' }, [
          h('button', { type: 'button', onClick: copy, 'aria-live': 'polite' }, label.value),
          h('a', { href: address.value, target: '_self', type: 'text/markdown' }, 'As Markdown'),
        ])
      : undefined
})

const rest = 'Copy this page'
