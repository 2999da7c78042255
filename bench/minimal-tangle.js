// The least that a tangler in Node can do, for comparison: it reads pages line by line, expands references, and writes
// what has changed. It knows nothing of Markdown, checks nothing, merges no imports, and whoever kills it finds half a
// file.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const named = new Map()
const targets = new Map()

const entries = readdirSync('docs', { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
for (const path of entries.map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`).sort()) readPage(path)
for (const [path, name] of targets) writeTarget(path, expand(name, '', []))
console.log(targets.size)

function readPage(path) {
  let open
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const fence = /^```\s*(.*)$/.exec(line)
    if (open && fence?.[1] === '') open = undefined
    else if (open) open.push(line)
    else if (fence) {
      open = []
      const file = /file=([\w\-./]+)/.exec(fence[1])?.[1]
      const name = /#([\w\-./:]+)/.exec(fence[1])?.[1] ?? file
      if (name !== undefined) named.set(name, [...(named.get(name) ?? []), open])
      if (file !== undefined) targets.set(file, name)
    }
  }
}

function expand(name, indent, lines) {
  for (const line of (named.get(name) ?? []).flat()) {
    const reference = /^(\s*)<<([\w\-./:]+)>>\s*$/.exec(line)
    if (reference) expand(reference[2], indent + reference[1], lines)
    else lines.push(line === '' ? '' : indent + line)
  }
  return lines
}

function writeTarget(path, lines) {
  const text = `${lines.join('\n')}\n`
  if (readIfExists(path) === text) return
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

function readIfExists(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
