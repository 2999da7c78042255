/** What a program may import in a page, by the name that it imports. */
export type Modules = ReadonlyMap<string, object>

/** The names of the modules that compiled code asks for. */
export function requiredBy(code: string): string[] {
  return [...new Set([...code.matchAll(/\brequire\((['"])(.+?)\1\)/g)].map(([, , name = '']) => name))]
}

/**
 * Loads what the programs import. A module that is not there is found out when it is asked for.
 *
 * @param files The file of each module.
 * @param folder The address of the folder with the files.
 */
export async function loadModules(
  codes: readonly string[],
  files: Readonly<Record<string, string>>,
  folder: string,
): Promise<Modules> {
  const names = new Set(codes.flatMap(requiredBy))
  const loaded = [...names].flatMap((name) => {
    const file = Object.hasOwn(files, name) ? files[name] : undefined
    return file === undefined ? [] : [importFile(folder + file).then((module) => [name, asRequired(module)] as const)]
  })
  return new Map(await Promise.all(loaded))
}

/** A module of the site, by its address. */
export function importFile(address: string): Promise<object> {
  return import(/* @vite-ignore */ address)
}

/** The `require` of a program. */
export function createRequire(modules: Modules, known: readonly string[]): (name: string) => object {
  return (name) => {
    const found = modules.get(name)
    if (found) return found
    const others = known.length === 0 ? 'There are none.' : `These are: ${known.join(', ')}.`
    throw new Error(`There is no module ${name} in the page. ${others}`)
  }
}

/** A module as compiled code expects it. Of a CommonJS module, a bundler knows the default export only. */
function asRequired(module: object): object {
  const required: Record<string, unknown> = {}
  const add = (name: string, get: () => unknown) => Object.defineProperty(required, name, { get, enumerable: true })
  const names = Object.keys(module)
  for (const name of names) add(name, () => Reflect.get(module, name))
  const only = names.length === 1 && names[0] === 'default' ? Reflect.get(module, 'default') : undefined
  if ((typeof only === 'object' || typeof only === 'function') && only !== null) {
    for (const name of Object.keys(only)) if (name !== 'default') add(name, () => Reflect.get(only, name))
  }
  return Object.defineProperty(required, '__esModule', { value: true })
}
