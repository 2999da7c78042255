import { transform } from 'sucrase'

/**
 * TypeScript as JavaScript that runs in a function, with `require` for `import` and `import_meta` for `import.meta`. Every
 * line keeps its number. Imports that are made while it runs become `require` as well, so that they reach no address
 * either. The build and the worker share it: a program that nobody has changed is the same program in both.
 *
 * @throws SyntaxError with `loc` for what is not TypeScript.
 */
export function compile(text: string, file: string): string {
  const { code } = transform(text, { transforms: ['typescript', 'imports'], disableESTransforms: true, filePath: file })
  return code.includes('meta') ? replaceMeta(code) : code
}

/** Strings in quotes, comments, and what is meant. A template may hold code, so it is looked into. */
const quotedOrMeta = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\/.*|\/\*[\s\S]*?\*\/|(?<![\w$.])import\s*\.\s*meta\b/g

/** A function is no module and has no `import.meta`. The name that stands for it is as long, so that columns stay. */
function replaceMeta(code: string): string {
  return code.replace(quotedOrMeta, (found) =>
    found.startsWith('import') ? 'import_meta'.padEnd(found.length) : found,
  )
}
