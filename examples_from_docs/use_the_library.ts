import {
  tanglePages,
  formatDiagnostics,
  formatLocation,
  locationAt,
  targetsAt,
  applyPlan,
  MemoryFileSystem,
  planWrites,
  withInlineSourceMap,
} from '@parley/tangle/core'

const page = {
  path: 'docs/hello.md',
  text: [
    ...['```js {file=out/hello.js}', '<<say_hello>>', '<<say_helo>>', '```', ''],
    ...['```js {#say_hello}', "console.log('Hello, world')", '```', ''],
  ].join('\n'),
}
const tangled = tanglePages([page])
for (const { path, text } of tangled.targets) console.log(`${path}: ${text.trimEnd()}`)

const plain = (text: string) => text
const colors = { bold: plain, cyan: plain, dim: plain, green: plain, red: plain, yellow: plain }
const linesOf = (file: string) => tangled.pages.find(({ path }) => path === file)?.lines
console.log(formatDiagnostics(tangled.diagnostics, linesOf, colors))

const [target] = tangled.targets
if (target) {
  console.log(formatLocation(locationAt(target, { line: 0, column: 8 })))
  console.log(targetsAt([target], 'docs/hello.md', { line: 6, column: 0 }).map(({ position }) => position))
}

const disk = new MemoryFileSystem({ 'out/hello.js': 'written by hand\n' })
const conflict = await planWrites(tangled.targets, disk)
console.log(conflict.actions.map(({ kind, path }) => `${kind} ${path}`).join())

await disk.remove('out/hello.js')
await applyPlan(await planWrites(tangled.targets, disk), disk)
console.log([...disk.files.keys()].join(', '))

if (target) {
  const text = withInlineSourceMap(target, tangled.pages)
  console.log(text.split('\n').at(-2)?.slice(0, 42))
}
