const simpleImport = /^import \{ ([\w$, ]+) \} from ('[\w@./:-]+'|"[\w@./:-]+");?$/

/** What goes on behind the end of its line, so that a line alone does not tell what it is. */
const longToken = /`|\/\*|\\\n/

/**
 * Whether lines alone tell that the imports of a target are in order: each in a line of its own at the top, of another
 * module, and all their names used. Most targets are like that, and need not be cut in tokens to be left as they are.
 * `false` means that it takes tokens to know.
 */
export function hasTidyHead(path: string, text: string): boolean {
  // Between tags, text is text.
  if (/x$/.test(path)) return false
  const modules = new Set<string>()
  const locals = new Set<string>()
  let at = 0
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', at)) {
    const [, names, module] = simpleImport.exec(text.slice(at, end)) ?? []
    if (names === undefined || module === undefined) break
    const list = names.split(', ')
    if (modules.has(module.slice(1, -1)) || !list.every((name) => /^[A-Za-z_$][\w$]*$/.test(name) && !locals.has(name)))
      return false
    modules.add(module.slice(1, -1))
    for (const name of list) locals.add(name)
    at = end + 1
  }
  const rest = text.slice(at)
  // Attributes of an import may stand in the next line.
  if (at === 0 || /^\s*(with|assert)\b/.test(rest) || rest.includes('import') || longToken.test(rest)) return false
  return [...locals].every((name) => isSurelyUsed(name, rest))
}

/** Whether a name stands in a line in front of all that could be a string, a comment or a pattern. */
function isSurelyUsed(name: string, text: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const before = text.slice(text.lastIndexOf('\n', at) + 1, at)
    const next = text.slice(at + name.length, at + name.length + 1)
    if (!/['"/]/.test(before) && !/[\w$\u0080-\uFFFF]$/.test(before) && !/^[\w$\u0080-\uFFFF\\]/.test(next)) return true
  }
  return false
}
