import { addStyle } from '../add-style.ts'
import type { RunSite } from '../site.ts'
import { programPlace } from './block-element.ts'
import { element } from './element.ts'
import type { CreatePane } from './pane.ts'
import css from './run.css?inline'
import { RunPanel } from './run-panel.ts'
import type { RunnableExample } from './runnable-example.ts'
import { createVuePane } from './vue-pane.ts'

/** One for each example that has been run on this page. */
const panels = new Map<string, RunPanel>()
const loading = new Set<string>()

addStyle(css)

/** Runs the example of a button, and shows the run where the button stands. */
export async function openRun(site: RunSite, button: HTMLElement): Promise<void> {
  const name = button.dataset.run ?? ''
  if (loading.has(name)) return
  const place = programPlace(button)
  if (!place) return
  loading.add(name)
  button.setAttribute('aria-busy', 'true')
  try {
    const panel = await panelFor(site, name)
    insert(panel.root, place)
    panel.start()
    makeRoom(panel.root)
  } catch (error) {
    const text = `The example could not be loaded: ${error instanceof Error ? error.message : error}. Try again.`
    insert(element('p', { class: 'run-panel run-failure', role: 'alert' }, text), place)
  } finally {
    loading.delete(name)
    button.removeAttribute('aria-busy')
  }
}

/** The panel of an example. The first call loads the example. */
export async function panelFor({ app, base, loadPanes }: RunSite, name: string): Promise<RunPanel> {
  const folder = new URL(`${base}run/`, location.href).href
  const known = panels.get(name)
  if (known) return known
  const [example, loaded] = await Promise.all([loadExample(folder, name), loadPanes()])
  const panes = loaded.map((pane): CreatePane => {
    return typeof pane === 'function' ? (pane as CreatePane) : (run) => createVuePane(pane, run, app)
  })
  const panel = panels.get(name) ?? new RunPanel(example, folder, panes)
  panels.set(name, panel)
  return panel
}

/** Stops everything that runs. */
export function stopRuns(): void {
  for (const panel of panels.values()) panel.stop()
}

/** Ends all runs, since the page goes. */
export function closeRuns(): void {
  for (const panel of panels.values()) panel.close()
  panels.clear()
}

/** Below a block, or an editor; in a full view above the code, where its button is. */
function insert(panel: HTMLElement, place: Element): void {
  for (const old of place.querySelectorAll('p.run-failure')) old.remove()
  const about = place.querySelector('.edit-panel') ?? place.querySelector('.full-example-about')
  if (place instanceof HTMLDetailsElement) place.open = true
  if (about) about.after(panel)
  else place.append(panel)
}

/** Brings the panel into the upper half of the window, so that what follows is seen as it comes. */
export function makeRoom(panel: HTMLElement): void {
  const { top } = panel.getBoundingClientRect()
  if (top < 80 || top > innerHeight * 0.6) scrollBy({ top: top - innerHeight * 0.45 })
}

async function loadExample(folder: string, name: string): Promise<RunnableExample> {
  // A site that was built anew has new examples at the same addresses.
  const response = await fetch(`${folder}${encodeURIComponent(name)}.json`, { cache: 'no-cache' })
  if (!response.ok) throw new Error(`the site answers ${response.status}`)
  return response.json()
}
