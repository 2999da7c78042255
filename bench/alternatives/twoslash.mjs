// `node twoslash.mjs ROOT BLOCKS`: every block by twoslash, as a site does that gives it all of them.
import { readFileSync } from 'node:fs'
import { createTwoslasher } from 'twoslash'
import ts from 'typescript'

const [root, file] = process.argv.slice(2)
const blocks = JSON.parse(readFileSync(file, 'utf8'))
const twoslasher = createTwoslasher({
  vfsRoot: root,
  compilerOptions: {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    jsx: ts.JsxEmit.ReactJSX,
    skipLibCheck: true,
  },
})
const flagged = blocks.filter(({ text, language }) => {
  try {
    twoslasher(text, language)
    return false
  } catch {
    return true
  }
})
console.log(JSON.stringify({ looked: blocks.length, flagged: flagged.map(({ page, line }) => ({ page, line })) }))
