import ts from 'typescript'
import { expect, it } from 'vitest'
import { countStatements } from '../../../tangle/coverage/count-statements.ts'

// What a compiler may write: all kinds of lists of statements, and semicolons that end none.
const program = `"use strict";
import { ok } from "node:assert";
class Counter {
  count = 0;
  static {
    this.zero = 0;
  }
  next() {
    return ++this.count;
  }
}
const results = [];
function run(value) {
  switch (value) {
    case 1:
      results.push("one");
      break;
    default:
      results.push(\`
  a text;
\`);
  }
  if (value > 1)
    results.push("more");
  else
    results.push("less");
  for (let at = 0;
    at < 2;
    at++)
    results.push(at);
  do
    value--;
  while (value > 0)
  label: for (;;) {
    break label;
  }
}
const both = [
  () => {
    run(1);
  },
  function() {
    run(2);
  }
];
for (const one of both) one();
ok(new Counter().next());
export {
  results
};
`

it('moves no line and no column, and changes nothing about what the program does', async () => {
  const counted = countStatements(program)
  const lines = counted.split('\n')
  expect(program.split('\n').filter((line, at) => !lines[at]?.startsWith(line))).toEqual([])
  const { diagnostics } = ts.transpileModule(counted, { reportDiagnostics: true, fileName: 'a.mjs' })
  expect(diagnostics).toEqual([])
  const load = (text: string) => import(`data:text/javascript,${encodeURIComponent(text)}`)
  const { results } = await load(program)
  expect(results.length).toBeGreaterThan(5)
  expect((await load(counted)).results).toEqual(results)
})

it('puts a block behind statements only', () => {
  const lines = countStatements(program).split('\n')
  expect(lines.filter((line) => line.endsWith('{}'))).toEqual([
    '"use strict";{}',
    'import { ok } from "node:assert";{}',
    '    this.zero = 0;{}',
    '    return ++this.count;{}',
    '}{}',
    'const results = [];{}',
    '      results.push("one");{}',
    '      break;{}',
    '`);{}',
    '  }{}',
    '    results.push("less");{}',
    '    results.push(at);{}',
    '  while (value > 0);{}',
    '    break label;{}',
    '  }{}',
    '}{}',
    '    run(1);{}',
    '    run(2);{}',
    '];{}',
    'for (const one of both) one();{}',
    'ok(new Counter().next());{}',
    '};{}',
  ])
})

it('leaves a program alone that is nested so deep that a native parser would end the process', () => {
  const deep = `const a = ${'['.repeat(50_000)}${']'.repeat(50_000)}\na\n`
  expect(countStatements(deep)).toBe(deep)
})
