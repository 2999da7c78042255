import { transform } from 'sucrase'

/**
 * TypeScript as JavaScript that runs in a function, with `require` for `import`. Every line keeps its number. Imports
 * that are made while it runs become `require` as well, so that they reach no address either. The build and the worker
 * share it: a program that nobody has changed is the same program in both.
 *
 * @throws SyntaxError with `loc` for what is not TypeScript.
 */
export function compile(text: string, file: string): string {
  return transform(text, { transforms: ['typescript', 'imports'], disableESTransforms: true, filePath: file }).code
}
