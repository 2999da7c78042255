import { composeProgram } from '../edit/compose-program.ts'
import { element } from '../run/element.ts'
import type { RunnableExample } from '../run/runnable-example.ts'
import { LinkError, writeLink } from './program-link.ts'
import type { ProjectProgram } from './project-files.ts'

/** A program that a reader has in an editor. */
export interface SharedEditor {
  /** What the editor shows, as it is now. */
  readonly text: string
  /** It is not the text of the page. */
  readonly isChanged: boolean
  /** Tells the reader what has happened. */
  say(text: string): void
}

/**
 * Buttons that give a reader the program to take along: as a link, as a project. What a project needs is loaded with a
 * click. Nothing comes back where the site does not share its programs.
 */
export function createShareBar(editor: SharedEditor, example: RunnableExample): HTMLElement[] {
  const { name, file, project: parts } = example
  if (!parts) return []
  const button = (text: string, action: () => Promise<void>) => {
    const made = element('button', { type: 'button', class: 'run-button' }, text)
    made.addEventListener('click', () => {
      action().catch((error: unknown) => {
        const isKnown = error instanceof LinkError
        editor.say(isKnown ? error.message : 'This could not be loaded. Is the network there?')
      })
    })
    return made
  }
  const copy = button('Copy link', async () => {
    const link = writeLink({ name, text: editor.isChanged ? editor.text : undefined }).then(
      (hash) => new URL(hash, location.href).href,
    )
    const isCopied = await copyText(link)
    shown.value = await link
    shown.hidden = isCopied
    editor.say(shown.hidden ? 'The link is copied' : 'This is the link')
    if (!shown.hidden) shown.select()
  })
  const project = (): ProjectProgram => {
    const text = composeProgram(example, editor.text).map((line) => line.text)
    const address = location.origin + location.pathname
    return { ...{ name, file, address, parts }, text: text.join('\n'), isEdited: editor.isChanged }
  }
  const download = button('Download project', async () => {
    const { downloadProject } = await import('./take-along.ts')
    downloadProject(project())
    editor.say('The project is downloaded')
  })
  const open = button('Open in StackBlitz', async () => {
    const { openInStackBlitz } = await import('./take-along.ts')
    openInStackBlitz(project())
  })
  open.title = 'Sends the program to stackblitz.com, in a new tab'
  // For a browser that lets no page copy.
  const shown = element('input', {
    class: 'share-link',
    readonly: true,
    hidden: true,
    'aria-label': 'Link to the program',
  })
  const buttons = [copy, download, ...(parts.stackblitz ? [open] : [])]
  const bar = element(
    'div',
    { class: 'share-bar', role: 'group', 'aria-label': 'Take the program along' },
    ...buttons,
    shown,
  )
  return [bar]
}

/** Safari copies only what a click has asked for itself: it takes a promise of the text. */
async function copyText(text: Promise<string>): Promise<boolean> {
  try {
    const blob = text.then((known) => new Blob([known], { type: 'text/plain' }))
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
    return true
  } catch {
    return false
  }
}
