import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const runner = `
import { format } from 'node:util'
let text = ''
for await (const part of process.stdin) text += part
const print = console.log
const results = []
for (const url of JSON.parse(text)) {
  const lines = []
  console.log = (...values) => lines.push(format(...values))
  try {
    await import(url)
    await new Promise((resolve) => setImmediate(resolve))
  } catch (error) {
    lines.push('throws ' + error.name)
  }
  results.push(lines)
}
print(JSON.stringify(results))
`

/** What each program prints under \`tsx\`: one process loads them all, each from a folder of its own. */
export function runPrograms(files: readonly string[], folder: string): Promise<string[][]> {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      ['--import', tsx, '--input-type=module', '--eval', runner],
      { cwd: folder, maxBuffer: 1e8 },
      (error, stdout, stderr) => (error ? reject(new Error(stderr)) : resolve(JSON.parse(stdout))),
    )
    child.stdin?.end(JSON.stringify(files.map((file) => pathToFileURL(file).href)))
  })
}
