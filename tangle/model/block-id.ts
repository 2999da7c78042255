/** The id that a site gives to a visible block that has a name, so that links can lead to it. */
export function blockId(name: string): string {
  return `block-${idOfName(name)}`
}

/** Keeps what an address may hold, so that the id can be typed as the name is. */
export function idOfName(name: string): string {
  return name.replace(/[^\p{L}\p{N}_.:-]+/gu, '-')
}
