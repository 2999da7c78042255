/** Each was slow in some reader of Markdown, or looks as if it could be. They are about as long as the size says. */
export const hostilePages: Readonly<Record<string, (size: number) => string>> = {
  almost: (size) => `\`\`\`ts {#a}\n<<${'a '.repeat(size)}\n\`\`\`\n`,
  almost2: (size) => `\`\`\`ts {#a}\n${'<<'.repeat(size)}\n\`\`\`\n`,
  spaces: (size) => `\`\`\`ts {#a}\n${' '.repeat(size)}<<a>>${' '.repeat(size)}x\n\`\`\`\n`,
  infoTokens: (size) => `\`\`\`{.ts ${'#a '.repeat(size)}}\nx\n\`\`\`\n`,
  infoAttrs: (size) =>
    `\`\`\`{.ts ${Array.from({ length: size / 10 }, (_, i) => `k${i}=v`).join(' ')} #a}\nx\n\`\`\`\n`,
  infoQuotes: (size) => `\`\`\`{.ts ${'a="'.repeat(size)}}\nx\n\`\`\`\n`,
  infoBraces: (size) => `\`\`\`{${'{'.repeat(size)}}\nx\n\`\`\`\n`,
  infoBracket: (size) => `\`\`\`ts ${'['.repeat(size)}\nx\n\`\`\`\n`,
  infoColon: (size) => `\`\`\`ts ${':{'.repeat(size)}\nx\n\`\`\`\n`,
  infoEq: (size) => `\`\`\`ts {#a ${'= '.repeat(size)}}\nx\n\`\`\`\n`,
  infoSpaceEq: (size) => `\`\`\`ts {#a b${' '.repeat(size)}}\nx\n\`\`\`\n`,
  infoSpaces: (size) => `\`\`\`ts {#a ${(`b${' '.repeat(300)}`).repeat(size / 300)}}\nx\n\`\`\`\n`,
  unclosedMany: (size) => '```ts {#a}\n'.repeat(size / 10),
  strays: (size) => '```\n```ts {#a}\nx\n'.repeat(size / 10),
  quotes: (size) => `${'> '.repeat(size)}\`\`\`\n`,
  quotes2: (size) => `${Array.from({ length: 1000 }, () => `${'>'.repeat(size / 1000)} a`).join('\n')}\n\`\`\`\n`,
  lists: (size) =>
    `${Array.from({ length: Math.sqrt(size) }, (_, i) => `${' '.repeat(2 * i)}- a`).join('\n')}\n\`\`\`ts {#a}\n\`\`\`\n`,
  listsFlat: (size) => `${'- a\n'.repeat(size / 4)}\`\`\`ts {#a}\n\`\`\`\n`,
  listTight: (size) => `${'- '.repeat(size)}\n\`\`\`ts {#a}\n\`\`\`\n`,
  html: (size) => `<!-- ${'<!--\n'.repeat(size / 5)}\`\`\`ts {#a}\n\`\`\`\n`,
  htmlFences: (size) => `<!--\n${'```ts {#a}\n'.repeat(size / 10)}-->\n`,
  htmlTags: (size) => `${'<div>\n'.repeat(size / 5)}\`\`\`ts {#a}\n\`\`\`\n`,
  lt: (size) => `${'<'.repeat(size)}\n\`\`\`ts {#a}\n\`\`\`\n`,
  refs: (size) => `${'[a]: /b "\n'.repeat(size / 10)}\`\`\`ts {#a}\n\`\`\`\n`,
  backticks: (size) => `${'`'.repeat(size)} {#a}\n\`\`\`ts {#a}\n\`\`\`\n`,
  tables: (size) => `${'|'.repeat(size)}\n${'|-'.repeat(size)}\n\`\`\`ts {#a}\n\`\`\`\n`,
  tableRows: (size) => `a|b\n-|-\n${'a|b\n'.repeat(size / 4)}\`\`\`ts {#a}\n\`\`\`\n`,
  para: (size) => `${'a\n'.repeat(size)}\`\`\`ts {#a}\n\`\`\`\n`,
  setext: (size) => `${'a\n=\n'.repeat(size / 4)}\`\`\`ts {#a}\n\`\`\`\n`,
  frontMatter: (size) => `---\n${'a: &a [*a]\n'.repeat(size / 10)}---\n\`\`\`ts {#a}\n\`\`\`\n`,
  yamlAlias: () =>
    `---\na: &a x\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [*${i ? `b${i - 1}` : 'a'}, *${i ? `b${i - 1}` : 'a'}]`).join('\n')}\n---\n\`\`\`ts {#a}\n\`\`\`\n`,
  header: (size) => `\`\`\`ts\n${Array.from({ length: size / 20 }, (_, i) => `//| k${i}: v`).join('\n')}\n\`\`\`\n`,
  headerDup: (size) => `\`\`\`ts\n${'//| [ \n'.repeat(size / 10)}\n\`\`\`\n`,
  parts: (size) => `${'```ts {#a}\nx\n```\n'.repeat(size / 10)}\`\`\`ts {file=a.ts}\n<<a>>\n\`\`\`\n`,
  nested: (size) =>
    `${Array.from({ length: size / 50 }, (_, i) => `\`\`\`ts {#a${i}}\n<<a${i + 1}>>\n\`\`\`\n`).join('')}\`\`\`ts {file=a.ts}\n<<a0>>\n\`\`\`\n`,
  doubling: () =>
    `${Array.from({ length: 60 }, (_, i) => `\`\`\`ts {#a${i}}\n<<a${i + 1}>>\n<<a${i + 1}>>\n\`\`\`\n`).join('')}\`\`\`ts {#a60}\nx\n\`\`\`\n\`\`\`ts {file=a.ts}\n<<a0>>\n\`\`\`\n`,
  emptyDoubling: () =>
    `${Array.from({ length: 60 }, (_, i) => `\`\`\`ts {#a${i}}\n<<a${i + 1}>>\n<<a${i + 1}>>\n\`\`\`\n`).join('')}\`\`\`ts {#a60}\n\`\`\`\n\`\`\`ts {file=a.ts}\n<<a0>>\n\`\`\`\n`,
  undefinedNames: (size) =>
    `\`\`\`ts {file=a.ts}\n${Array.from({ length: size / 50 }, (_, i) => `<<missing_name_${i}>>`).join('\n')}\n\`\`\`\n${Array.from({ length: size / 50 }, (_, i) => `\`\`\`ts {#defined_name_${i}}\n\`\`\`\n`).join('')}`,
  imports: (size) =>
    `\`\`\`ts {file=a.ts}\n${Array.from({ length: size / 30 }, (_, i) => `import { a${i} } from "m${i % 7}"`).join('\n')}\n${Array.from({ length: size / 30 }, (_, i) => `a${i}()`).join('\n')}\n\`\`\`\n`,
  importBroken: (size) => `\`\`\`ts {file=a.ts}\nconst x = 1\n${'import {'.repeat(size)}\n\`\`\`\n`,
  importOpen: (size) => `\`\`\`ts {file=a.ts}\nconst x = 1\n${'import {\n'.repeat(size / 8)}\n\`\`\`\n`,
  importTemplate: (size) => `\`\`\`ts {file=a.ts}\nconst x = 1\n${'`${'.repeat(size)}\nimport a from "b"\n\`\`\`\n`,
  inlineRefs: (size) => `\`\`\`ts {#a}\n${'x <<a>> '.repeat(size / 8)}\n\`\`\`\n`,
  crs: (size) => `${'\r'.repeat(size)}\`\`\`ts {#a}\n\`\`\`\n`,
  targets: (size) => Array.from({ length: size / 50 }, (_, i) => `\`\`\`ts {file=d/a${i}.ts}\nx\n\`\`\`\n`).join(''),
}
