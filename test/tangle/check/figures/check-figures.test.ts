import { expect, it } from 'vitest'
import { checkFigures } from '../../../../tangle/check/figures/check-figures.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { MemoryFileSystem } from '../../../../tangle/write/memory-file-system.ts'

const files = {
  'package.json': '{ "version": "1.12.3", "next": "2.0.0-alpha.20", "engines": { "node": ">=20.19" } }',
  'bench/results.json': '{ "check": { "seconds": 0.7, "examples": 50, "share": 0.25 }, "bytes": [7600000] }',
  'src/limits.ts':
    '// LIMIT = 7\nexport const LIMIT = 60_000\nconst of = ({ wait = 2_500 }) => [wait, 9]\ntype Code = 0 | 1 | 130\nconst rows = { 409: { code: "conflict" } }\n',
}

async function check(text: string): Promise<string[]> {
  const fileSystem = new MemoryFileSystem({ 'a.md': text, ...files })
  const project = await openProject({ root: '/project', config: { pages: ['*.md'] }, fileSystem })
  return (await checkFigures(project)).map(
    ({ code, message, location }) => `${location?.start.line}:${location?.start.column} ${code} ${message}`,
  )
}

const behind = (sources: string, text: string) => `<!-- tangle-figures: ${sources} -->\n${text}\n`

it.each([
  ['package.json#engines.node', 'It needs Node 20.19 or later.'],
  ['package.json#version', 'Since 1.12 this holds, and 1.12.3 is the last one.'],
  ['src/limits.ts#LIMIT', 'It waits for 60,000 milliseconds, which is 1 minute or 60 seconds.'],
  ['src/limits.ts#LIMIT', 'It waits a minute, or sixty seconds; a third of a minute is none.'],
  ['package.json#next', 'Take 2.0.0-alpha.20 of it.'],
  ['src/limits.ts#Code', 'It ends with 0 or 1, or 130 where it is stopped.'],
  ['src/limits.ts#wait', 'It waits 2.5 seconds.'],
  ['src/limits.ts#conflict', 'A conflict has status 409.'],
  ['bench/results.json#check', '50 examples took 0.7 seconds, 25 % of it here.'],
  ['bench/results.json#bytes', '| what | size |\n| --- | --- |\n| pages | 7.6 MB |'],
  // A line may end between a number and its unit, and begin with the end of a sentence.
  ['src/limits.ts#LIMIT', 'It ends after 60\nseconds, which are\n60,000. Nobody waits longer.'],
  // Not of prose: inline code, the numbers of a list, addresses.
  ['src/limits.ts#LIMIT', '1. `wait(5)` ends\n2. after [60,000](./a-7.md#8) <!-- 9 -->'],
  [
    'src/limits.ts#LIMIT,\n  src/limits.ts#wait',
    '## Limits\n\nOne is 60,000.\n\n```js\nwait(3)\n```\n\nAnother is 2,500.\n\n## 3',
  ],
])('is content with what %s says', async (sources, text) => {
  expect(await check(behind(sources, text))).toEqual([])
})

it.each([
  [
    'package.json#engines.node',
    'It needs Node 20.10.',
    '1:14 wrong-figure None of the sources of these figures says 20.10.',
  ],
  ['package.json#version', 'Since 1.1.', '1:6 wrong-figure None of the sources of these figures says 1.1.'],
  ['src/limits.ts#LIMIT', 'It waits 60,001.', '1:9 wrong-figure None of the sources of these figures says 60001.'],
  ['src/limits.ts#LIMIT', 'It waits an hour.', '1:9 wrong-figure None of the sources of these figures says 1.'],
  ['src/limits.ts#LIMIT', 'Up to half a minute.', '1:6 wrong-figure None of the sources of these figures says 0.5.'],
  ['package.json#next', '2.1.0-alpha.20', '1:0 wrong-figure None of the sources of these figures says 2.1.0-alpha.20.'],
  [
    'src/limits.ts#Code',
    '1 or 130',
    '0:21 wrong-figure src/limits.ts#Code says 0, and what follows does not state it.',
  ],
  ['src/limits.ts#wait', 'Nine: 9.', '1:6 wrong-figure None of the sources of these figures says 9.'],
  [
    'bench/results.json#check',
    '49 took 0.7, or 25 %',
    '1:0 wrong-figure None of the sources of these figures says 49.',
  ],
  [
    'bench/results.json#check',
    '50 took 0.7.',
    '0:21 wrong-figure bench/results.json#check.share says 0.25, and what follows does not state it.',
  ],
  ['bench/results.json#chek', '50', '0:21 unusable-figure bench/results.json has no chek.'],
  ['src/limits.ts#SIZE', '50', '0:21 unusable-figure src/limits.ts has no SIZE.'],
  ['src/limits.ts', '50', '0:21 unusable-figure Say which name of it: `src/limits.ts#NAME`.'],
  ['../secret.json#a', '50', '0:21 unusable-figure There is no file ../secret.json in the project.'],
])('of %s finds that `%s` is wrong', async (sources, text, finding) => {
  expect(await check(behind(sources, text))).toEqual([finding])
})
