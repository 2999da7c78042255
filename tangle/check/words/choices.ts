/**
 * The texts that a property may be, as sources declare it; `undefined` where anything may be, or nobody says.
 *
 * @param choices What declarations say, by the name of a property or of a type.
 */
export function choicesOf(
  property: string,
  choices: ReadonlyMap<string, ReadonlySet<string>>,
): Set<string> | undefined {
  const texts = new Set<string>()
  let isAny = false
  const seen = new Set<string>()
  const take = (name: string): void => {
    if (seen.has(name)) return
    seen.add(name)
    for (const one of choices.get(name) ?? []) {
      if (one.startsWith("'")) texts.add(one.slice(1, -1))
      // A text of any kind takes what is no choice, too.
      else if (/^(?:string|unknown|any|keyof|typeof|Record)$/.test(one)) isAny = true
      else if (/^[A-Z]/.test(one)) take(one)
    }
  }
  take(property)
  return isAny || texts.size < 2 ? undefined : texts
}
