// `node ts-doc-check.mjs ROOT BLOCKS`: all pages by its library, with the compiler that it brings along.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Project } from 'ts-doc-check'

const [root, file] = process.argv.slice(2)
const blocks = JSON.parse(readFileSync(file, 'utf8'))
process.chdir(root)
let found = []
const logger = {
  logDiagnostics(diagnostics) {
    found.push(...diagnostics)
  },
}
const project = new Project({ logger })
const flagged = []
for (const page of new Set(blocks.map((block) => block.page))) {
  found = []
  const text = readFileSync(join(root, page), 'utf8')
  try {
    project.checkMarkdownFile({ path: page, text })
  } catch {
    // It ends at an info string that it does not know; the rest of the page is not looked at.
    continue
  }
  const lines = found
    .filter(({ category }) => category === 1)
    .map(({ start = 0 }) => text.slice(0, start).split('\n').length)
  for (const block of blocks)
    if (block.page === page && lines.some((line) => block.line <= line && line <= block.end))
      flagged.push({ page, line: block.line })
}
console.log(JSON.stringify({ looked: blocks.length, flagged }))
