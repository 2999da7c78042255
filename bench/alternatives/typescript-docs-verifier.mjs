// `node typescript-docs-verifier.mjs ROOT BLOCKS`: all pages by its library. It reads no fence with more than a language.
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { compileSnippets } from 'typescript-docs-verifier'

const [root, file] = process.argv.slice(2)
const blocks = JSON.parse(readFileSync(file, 'utf8'))
process.chdir(root)
const markdownFiles = [...new Set(blocks.map(({ page }) => page))]
const results = await compileSnippets({ markdownFiles })
const flagged = results.flatMap((result) => {
  if (!result.error) return []
  const page = relative(root, result.file).replaceAll('\\', '/') || result.file
  const path = markdownFiles.includes(result.file) ? result.file : page
  const block = blocks.find((one) => one.page === path && one.text.trim() === result.snippet.trim())
  return block ? [{ page: block.page, line: block.line }] : []
})
console.log(JSON.stringify({ looked: results.length, flagged }))
