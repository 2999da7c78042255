import { useData, withBase } from 'vitepress'
import { computed, defineComponent, h, onMounted, ref, watch } from 'vue'
import './platform-switch.css'

/** Pages that say the same for both platforms: for Unique AI, and for Dify. */
const twins: readonly (readonly [unique: string, dify: string])[] = [
  ['tutorials/images-and-documents', 'tutorials/send-chat-message'],
  ['tutorials/remember-the-conversation', 'tutorials/manage-conversations'],
  ['tutorials/stop-when-asked', 'tutorials/stop-chat-generation'],
  ['guides/from-unique-toolkit', 'guides/from-dify-oapi'],
]

const platforms = ['Unique AI', 'Dify'] as const
const key = 'parley-platform'

/**
 * Says above a page for which platform it is, and leads to the same for the other one. The platform that a reader chose
 * last is remembered, and a page for the other one points back to it.
 */
export const PlatformSwitch = defineComponent(() => {
  const { page, theme } = useData()
  const path = computed(() => page.value.relativePath.replace(/\.md$/, ''))
  const platform = computed(() => platformOf(path.value, theme.value.sidebar))
  const twin = computed(() => {
    const pair = twins.find((both) => both.includes(path.value))
    return pair?.[platform.value === 0 ? 1 : 0]
  })
  const chosen = ref<number>()
  onMounted(() => {
    const kept = platforms.indexOf(localStorage.getItem(key) as (typeof platforms)[number])
    chosen.value = kept === -1 ? undefined : kept
  })
  watch([path, platform], () => {
    // Whoever reads a second page for a platform has moved there.
    if (platform.value !== undefined && twin.value === undefined) choose(platform.value)
  })
  function choose(at: number): void {
    chosen.value = at
    localStorage.setItem(key, platforms[at] ?? '')
  }
  return () => {
    const here = platform.value
    if (here === undefined) return undefined
    const other = here === 0 ? 1 : 0
    const link = twin.value && { href: withBase(`/${twin.value}`), onClick: () => choose(other) }
    return h('nav', { class: 'platform-switch', 'aria-label': 'Platform' }, [
      h('span', { class: 'platform-here', 'aria-current': 'page' }, `For ${platforms[here]}`),
      link && h('a', { ...link, class: { chosen: chosen.value === other } }, `The same for ${platforms[other]}`),
    ])
  }
})

function platformOf(path: string, sections: { text: string; items: { link: string }[] }[]): number | undefined {
  const section = sections.find(({ items }) => items.some(({ link }) => link === `/${path}`))
  const at = platforms.findIndex((name) => section?.text === `On ${name}`)
  return at === -1 ? undefined : at
}
