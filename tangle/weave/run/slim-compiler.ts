import type { Plugin } from 'esbuild'

/**
 * What the compiler in the worker has for other languages and other ways to call it: Flow, JSX, modules that stay modules,
 * Jest, hot loading, maps. With the two transforms that `compile` asks for, none of it is ever made.
 */
const never =
  /[\\/]sucrase[\\/]dist[\\/]esm[\\/](?:transformers[\\/](?:ESMImport|Flow|JestHoist|ReactDisplayName|ReactHotLoader)Transformer|computeSourceMap|util[\\/]formatTokens)\.js$/

/** Compares the options of each call with their types: those of `compile` are always the same. */
const checker = /^ts-interface-checker$/
const uncheckedOptions = `
const any = () => ({})
export { any as array, any as iface, any as lit, any as opt, any as union }
export const createCheckers = () => ({ Options: { strictCheck: any } })
`

/** Leaves out of the worker a fifth of its compiler, which a reader would load with the first edit for nothing. */
export const slimCompiler: Plugin = {
  name: 'tangle:slim-compiler',
  setup(builder) {
    builder.onResolve({ filter: checker }, () => ({ path: 'checker', namespace: 'tangle-slim' }))
    builder.onLoad({ filter: /.*/, namespace: 'tangle-slim' }, () => ({ contents: uncheckedOptions }))
    builder.onLoad({ filter: never }, () => ({ contents: 'export default class {}' }))
  },
}
