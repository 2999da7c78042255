import { addStyle } from '../add-style.ts'
import { programPlace } from '../run/block-element.ts'
import { panelFor } from '../run/open-run.ts'
import type { RunSite } from '../site.ts'
import css from './edit.css?inline'
import { ExampleEditor } from './example-editor.ts'

/** One for each example that has been edited on this page. */
const editors = new Map<string, ExampleEditor>()

/**
 * Opens the editor of a button's example: in its full view if the page has that, else below the block.
 *
 * @param shared A text that a link brings.
 */
export async function openEdit(site: RunSite, button: HTMLElement, shared?: string): Promise<void> {
  const name = button.dataset.edit ?? ''
  const figure = programPlace(button)
  const panel = await panelFor(site, name)
  addStyle(css)
  const editor = editors.get(name) ?? new ExampleEditor(panel, site.base)
  editors.set(name, editor)
  const full = document.getElementById(panel.example.elementId)
  const place = full instanceof HTMLDetailsElement ? full : figure
  if (!place) return
  const wasOpen = !(full instanceof HTMLDetailsElement) || full.open
  const { top } = button.getBoundingClientRect()
  if (full instanceof HTMLDetailsElement) full.open = true
  if (!editor.root.isConnected) {
    const about = place.querySelector('.full-example-about')
    if (about) about.after(editor.root)
    else place.append(editor.root)
    editor.open(() => {
      if (full instanceof HTMLDetailsElement) full.open = wasOpen
      button.focus({ preventScroll: true })
      // Where the reader was: the button stands in the window where it stood.
      scrollBy({ top: button.getBoundingClientRect().top - top, behavior: 'instant' })
    })
  }
  // A finger that types brings up half a screen of keys.
  if (shared === undefined && !matchMedia('(pointer: coarse)').matches) editor.focus()
  editor.root.scrollIntoView({ block: figure ? 'start' : 'nearest' })
  if (shared === undefined) editor.showBlock(figure?.id || (figure?.dataset.weaveCode ?? ''))
  else editor.showShared(shared)
}

/** Forgets all editors, since the page goes. What was changed is kept. */
export function closeEdits(): void {
  for (const editor of editors.values()) editor.destroy()
  editors.clear()
}
