/** In the quotes that the text does not contain. */
export function quote(text: string): string {
  const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !/[`]|\$\{/.test(text) ? '`' : "'"
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"')
  return `${mark}${mark === "'" ? escaped.replaceAll("'", "\\'") : escaped}${mark}`
}

/** A key of an object, in quotes where it needs them. */
export function writeKey(key: PropertyKey): string {
  if (typeof key === 'symbol') return `[${String(key)}]`
  const text = String(key)
  return /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(text) ? text : quote(text)
}
