/** Times of the wire are whole seconds (Dify specification 0). */
export function toSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000)
}
