/** The element of a block on this page, by its id; of a block that nobody has named, by what its code is filed under. */
export function blockElement(id: string): HTMLElement | null {
  if (id === '') return null
  return document.getElementById(id) ?? document.querySelector<HTMLElement>(`[data-weave-code="${CSS.escape(id)}"]`)
}

/** Where a button that belongs to a program stands: a block, or a full view. */
export function programPlace(button: Element): HTMLElement | null {
  return button.closest<HTMLElement>('.weave, .full-example, [data-weave-code]')
}
