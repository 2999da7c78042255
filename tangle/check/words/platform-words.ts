import { builtinModules, createRequire } from 'node:module'

const require = createRequire(import.meta.url)

let known: ReadonlySet<string> | undefined
let names: ReadonlySet<string> | undefined

/** Names of JavaScript and of Node: globals, modules, and the members of both, as the running Node has them. */
export function platformWords(): ReadonlySet<string> {
  known ??= collect()
  return known
}

/** Whether JavaScript or Node has a member, of a global or of its instances: `Object.values`, `Promise.then`. */
export function platformHas([first = '', ...members]: readonly string[]): boolean {
  let things: unknown[] = Object.hasOwn(globalThis, first) ? [ownValue(globalThis, first)] : []
  for (const name of members) {
    things = things.flatMap((thing) => [thing, ownValue(thing, 'prototype')]).filter((thing) => hasMember(thing, name))
    if (things.length === 0) return false
    things = things.map((thing) => ownValue(thing, name))
  }
  return things.length > 0
}

function hasMember(thing: unknown, name: string): boolean {
  return ((typeof thing === 'object' && thing !== null) || typeof thing === 'function') && name in thing
}

/** A getter may do anything; what it gives is not looked at. */
function ownValue(thing: unknown, name: string): unknown {
  return hasMember(thing, name) ? Object.getOwnPropertyDescriptor(thing, name)?.value : undefined
}

/**
 * Those of them that stand for something by themselves: globals, modules, and what everybody speaks of. A member is not
 * among them: `entries` alone could be one of anything.
 */
export function platformNames(): ReadonlySet<string> {
  names ??= new Set([...usual, ...builtinModules, ...Object.getOwnPropertyNames(globalThis)])
  return names
}

function collect(): ReadonlySet<string> {
  const words = new Set<string>(usual)
  const add = (value: unknown, depth: number): void => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
      words.add(name)
      // A getter may do anything; what it gives is no name.
      if (depth > 0 && 'value' in property && property.value !== value) add(property.value, depth - 1)
    }
  }
  add(globalThis, 2)
  for (const name of builtinModules) {
    words.add(name)
    // Node lists with their scheme (`node:sea`) those that have no other name; most are experiments that warn when loaded.
    if (!/^_|\/|:|^(?:inspector|repl|sys|punycode|domain|trace_events|wasi|cluster)$/.test(name))
      add(require(`node:${name}`), 2)
  }
  return words
}

/** Words of what surrounds programs everywhere. */
const usual = (
  'window document navigator location localStorage sessionStorage XMLHttpRequest HTMLElement Element Node Window Document ' +
  'HttpOnly SameSite requestAnimationFrame IntersectionObserver MutationObserver ResizeObserver ShadowRoot DOMParser ServiceWorker Worker ' +
  'addEventListener removeEventListener querySelector getElementById innerHTML textContent className onclick preventDefault ' +
  'Partial Required Readonly Record Pick Omit Exclude Extract NonNullable Parameters ReturnType InstanceType Awaited ' +
  'ThisType Uppercase Lowercase Capitalize Uncapitalize NoInfer PromiseLike ArrayLike AsyncIterable AsyncIterator Iterable ' +
  'Iterator IterableIterator AsyncGenerator Generator ReadonlyArray TemplateStringsArray BufferSource BodyInit HeadersInit ' +
  'RequestInit ResponseInit RequestInfo ExecutionContext ' +
  'compilerOptions strict esModuleInterop moduleResolution target lib jsx paths rootDir outDir skipLibCheck noEmit ' +
  'checkJs allowJs declaration sourceMap isolatedModules resolveJsonModule verbatimModuleSyntax exactOptionalPropertyTypes ' +
  'noUncheckedIndexedAccess references include exclude extends dependencies devDependencies peerDependencies scripts ' +
  'workspaces exports NODE_ENV NODE_OPTIONS NODE_PATH HOME PATH PORT CI NO_COLOR FORCE_COLOR HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY ' +
  'http_proxy https_proxy no_proxy all_proxy ' +
  'GITHUB_TOKEN GITHUB_WORKSPACE GITHUB_ACTIONS XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME LOCALAPPDATA APPDATA ' +
  'npm npx pnpm yarn bun bunx node deno git curl jq sed grep awk cat echo bash zsh docker python python3 pip go cargo make ' +
  'tsc tsx eslint prettier biome vite vitest jest webpack rollup esbuild typescript javascript json yaml toml markdown ' +
  'html css http https localhost utf8 ascii base64 true false'
).split(' ')
