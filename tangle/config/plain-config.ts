const ownImport = /^import \{ defineConfig \} from (['"])@parley\/tangle\1;?$/m

/** What makes a module more than a value: another module, or a question to the world that it runs in. */
const reachesOut = /\b(?:import|require|process|globalThis|global|await|eval|Function|console|this)\b/

/** Whether the text of a configuration alone says what it is: no other module, and no variable of the environment. */
export function isSelfContained(text: string): boolean {
  return !reachesOut.test(text.replace(ownImport, '').replace(/^\s*\/\/.*$/gm, ''))
}

/**
 * The module of a configuration that is plain JavaScript and needs nothing but `defineConfig`, which most are: to
 * evaluate it takes a millisecond, while a compiler of TypeScript takes longer to start than most projects to tangle.
 * `undefined` if it is anything else, or fails: then it is read in full, and what is wrong with it is said there.
 */
export async function importPlainConfig(text: string): Promise<unknown> {
  if (!isSelfContained(text)) return undefined
  const rest = text.replace(ownImport, '')
  const code = rest === text ? text : `const defineConfig = (config) => config\n${rest}`
  try {
    return await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)
  } catch {
    return undefined
  }
}
