import { expect, test } from 'vitest'
import { readSiteInfo } from '../../../tangle/weave/site-info.ts'

test.for([
  // Every form of syntax specification 12.4.
  ['{.ts #a file=x.ts}', 'ts'],
  ['ts {#a file=x.ts}', 'ts'],
  [' {.ts #a file=x.ts}', 'ts'],
  ['ts #a file=x.ts', 'ts'],
  ['{ts, label=a, file=x.ts}', 'ts'],
  ['{.python #a}', 'python'],
  ['{.c++ #a}', 'c++'],
  // What a site generator understands stays.
  ['ts {#a} {1,3-5}', 'ts {1,3-5}'],
  ['ts {1,3-5} {#a}', 'ts {1,3-5}'],
  ['{.ts #a hl=1,3}', 'ts {1,3}'],
  ['ts:line-numbers {#a}', 'ts:line-numbers'],
  ['ts:line-numbers=7 {2} [main.ts] {#a}', 'ts:line-numbers=7 {2} [main.ts]'],
  ['ts:no-line-numbers {#a}', 'ts:no-line-numbers'],
  ['{.ts #a title="main.ts"}', 'ts [main.ts]'],
  ['ts twoslash {#a}', 'ts twoslash'],
  ['{.ts}', 'ts'],
  ['{#a}', ''],
  ['text {output=a}', 'text'],
  // Words inside an attribute are not the site's.
  ['ts {#a check=skip reason="see [x] :line-numbers twoslash"}', 'ts'],
] as const)('gives %j back as %j', ([raw, siteInfo]) => {
  expect(readSiteInfo(raw)?.siteInfo).toBe(siteInfo)
})

test.for(['', 'ts', 'js {1,3}', 'ts:line-numbers {1} [a.ts]', 'js {foo: true}', 'ts twoslash'])(
  'leaves %j alone',
  (raw) => {
    expect(readSiteInfo(raw)).toBeUndefined()
  },
)
