/**
 * Whether a word is another one with letters left out, doubled or swapped, as fingers do it: one of them, or two in a long
 * word. Other numbers, other cases, a plural, and another word in its place (`getCookie`, `setCookie`) are no slips.
 */
export function isSlipOf(word: string, other: string): boolean {
  const [shorter, longer] = word.length < other.length ? [word, other] : [other, word]
  if (shorter.length < 7 || longer.length - shorter.length > 2) return false
  if (word[0] !== other[0] || word.toLowerCase() === other.toLowerCase()) return false
  if (word.replace(/\D/g, '') !== other.replace(/\D/g, '')) return false
  if (longer === `${shorter}s` || longer === `${shorter}es` || longer === `${shorter}ed`) return false
  if (/[A-Z_]/.test(lettersOnlyIn(word, other)) || isSeparator(word, other)) return false
  const edits = editsBetween(word, other)
  return edits === 1 || (edits === 2 && shorter.length >= 12)
}

function isSeparator(word: string, other: string): boolean {
  return word.replace(/[^A-Za-z\d]/g, '').toLowerCase() === other.replace(/[^A-Za-z\d]/g, '').toLowerCase()
}

/** The capitals that one has more than the other: `useForm` and `userForm` differ by a letter, `useAForm` by a word. */
function lettersOnlyIn(word: string, other: string): string {
  const capitals = (text: string) => text.replace(/[^A-Z_]/g, '')
  return capitals(word) === capitals(other) ? '' : capitals(word + other)
}

/** Insertions, deletions and swaps of neighbors; a replaced letter counts as two of them. At most 3. */
function editsBetween(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? (row[j - 1] ?? 0) : Number.POSITIVE_INFINITY
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (before[j - 2] ?? 0) + 1
          : Number.POSITIVE_INFINITY
      next.push(Math.min(same, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return Math.min(3, row[b.length] ?? 3)
}
