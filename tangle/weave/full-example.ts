import type { Target } from '../model/origin-map.ts'
import { escapeHtml } from './html.ts'

/** What stands around the code of a full example. The summary is the text of the link, rendered by the caller. */
export interface FullExampleFrame {
  readonly open: string
  readonly about: string
  readonly close: string
}

/**
 * A target as an expandable section. It is a `details` element, so that it opens without JavaScript and the browser
 * finds text in it.
 */
export function frameFullExample(
  target: Target,
  id: string,
  command: string | undefined,
  download: string | undefined,
  actions: string | undefined,
): FullExampleFrame {
  const path = `<span class="full-example-path">${escapeHtml(target.path)}</span>`
  const run =
    command === undefined ? '' : `\n<span class="full-example-run">Run it: <code>${escapeHtml(command)}</code></span>`
  const file = escapeHtml(target.path.replace(/^.*\//, ''))
  const save =
    download === undefined
      ? ''
      : `\n<a class="full-example-download" href="${escapeHtml(download)}" download="${file}">Download</a>`
  return {
    open: `<details class="full-example" id="${escapeHtml(id)}">\n<summary>`,
    about: `</summary>\n<div class="full-example-body">\n<p class="full-example-about">${path}${run}${save}${actions === undefined ? '' : `\n${actions}`}</p>\n`,
    close: '</div>\n</details>\n',
  }
}

/** The language of a target: what its first block says, else its extension. */
export function languageOf(target: Target): string {
  return target.root.language ?? /\.([^./]+)$/.exec(target.path)?.[1] ?? ''
}

/** The command of the toolchain itself; a project may have a shorter one. */
export function defaultCommand(name: string): string {
  return `tangle run ${name}`
}
