import { dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Position } from '../../model/location.ts'
import type { TestPage } from './test-pages.ts'

// `.ts` in a checkout, `.js` in the published package.
const self = fileURLToPath(import.meta.url)
const runtime = self.replace(/test-module(\.\w+)$/, 'page-tests$1')

/**
 * The test file that stands for a page. Each example is declared in the line of its `file=` block, and the commands in
 * that of the first terminal block, so that vitest takes that for the place of the test. Imports that are never executed tell vitest what the page depends on.
 */
export function writeTestModule(testPage: TestPage): string {
  const { root, config, path, examples, commands, snippets, isBroken, dependencies } = testPage
  const page = JSON.stringify(path)
  const options = JSON.stringify({ root, config, pages: [path] })
  const folder = dirname(resolve(root, path))
  const imports = dependencies.map(
    (file) => `() => import(${JSON.stringify(toSpecifier(folder, resolve(root, file)))})`,
  )
  const lines = [
    [
      // An import statement would be moved, and the lines after it.
      `const { PageTests } = await import(${JSON.stringify(runtime.split(sep).join('/'))})`,
      `const tests = await PageTests.open(${options})`,
      'tests.removeAfterwards()',
      `void [${imports.join(', ')}]`,
    ].join(';'),
  ]
  const declare = ({ line, column }: Position, call: string) => {
    lines[line] = `${lines[line] ? `${lines[line]};` : ' '.repeat(column)}tests.${call}`
  }
  for (const { name, target } of examples) declare(target.root.fence.start, `example(${JSON.stringify(name)})`)
  if (commands) declare(commands.fence.start, `commands(${page})`)
  for (const { place, skipped, findings } of snippets)
    declare(place, `snippet(${place.line + 1}, ${JSON.stringify(findings)}, ${JSON.stringify(skipped)})`)
  if (examples.length === 0 && !commands && snippets.length === 0)
    lines.push(isBroken ? `tests.findings(${page})` : 'tests.nothing()')
  return `${Array.from(lines, (line) => line ?? '').join('\n')}\n`
}

function toSpecifier(folder: string, file: string): string {
  const path = relative(folder, file).split(sep).join('/')
  return path.startsWith('.') ? path : `./${path}`
}
