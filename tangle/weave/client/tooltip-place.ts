/** A rectangle in the window, in CSS pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Where a tooltip stands, in pixels of the window. */
export interface TooltipPlace {
  readonly left: number
  readonly top: number
}

/** Pixels between the line and the tooltip. */
const gap = 6

/** Pixels that stay free at the edges of the window. */
const margin = 8

/**
 * Below the line of a name, or above where only there is room for it; never on the line itself, and never beyond the
 * left or right edge. One that fits nowhere stands below: the page scrolls down to its end.
 *
 * @param line The name as wide as it is and as high as its line.
 * @param view The part of the window that nothing covers.
 */
export function placeTooltip(
  line: Box,
  size: { readonly width: number; readonly height: number },
  view: Box,
): TooltipPlace {
  const below = line.bottom + gap
  const above = line.top - gap - size.height
  const isAbove = below + size.height > view.bottom - margin && above >= view.top + margin
  const left = Math.max(view.left + margin, Math.min(line.left, view.right - margin - size.width))
  return { left, top: isAbove ? above : below }
}
