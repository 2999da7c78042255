/** Comparing longer ones takes longer than it is worth. */
const longest = 100

/**
 * Whether a compiler may offer a name in place of an unknown one: what TypeScript 5 to 7 take for a slip. A difference
 * in case is next to none; a letter more or less counts once, another letter twice.
 */
export function isLike(unknown: string, name: string): boolean {
  const { length } = unknown
  if (name === unknown || Math.abs(name.length - length) > Math.max(2, Math.floor(length * 0.34))) return false
  if (length > longest) return true
  if (name.length < 3 && name.toLowerCase() !== unknown.toLowerCase()) return false
  return isNear(unknown.toLowerCase(), name.toLowerCase(), Math.floor(length * 0.4) + 1)
}

/** Rows of a table that is made for each pair of names, of which there are thousands for each name. */
let [above, here] = [new Uint8Array(256), new Uint8Array(256)]

/** Whether one text becomes the other with less than so many letters put in or taken out. */
function isNear(from: string, to: string, limit: number): boolean {
  for (let column = 0; column <= to.length; column++) above[column] = column
  for (let row = 1; row <= from.length; row++) {
    // Whatever is further from the diagonal is too far away.
    const [first, last] = [Math.max(1, row - limit), Math.min(to.length, row + limit)]
    here.fill(limit, 0, to.length + 1)
    here[0] = row
    let least = row
    const letter = from.charCodeAt(row - 1)
    for (let column = first; column <= last; column++) {
      const cheapest = Math.min(above[column] ?? limit, here[column - 1] ?? limit) + 1
      const isSame = letter === to.charCodeAt(column - 1)
      const cost = isSame ? Math.min(above[column - 1] ?? limit, cheapest) : cheapest
      here[column] = cost
      if (cost < least) least = cost
    }
    if (least >= limit) return false
    ;[above, here] = [here, above]
  }
  return (above[to.length] ?? limit) < limit
}
