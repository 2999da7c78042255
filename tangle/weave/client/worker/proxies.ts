const targets = new WeakMap<object, object>()

/** What a proxy stands for, through all layers; of anything else, itself. Node shows that, and asks no trap. */
export function targetOfProxy(value: object): object {
  let found = value
  for (let next = targets.get(found); next; next = targets.get(found)) found = next
  return found
}

/** The `Proxy` of a program: no script can tell a proxy from what it stands for, unless it was there when it was made. */
export const WatchedProxy: ProxyConstructor = new Proxy(Proxy, {
  construct(native, [target, handler]: [object, ProxyHandler<object>]) {
    const made = new native(target, handler)
    targets.set(made, target)
    return made
  },
  get(native, key) {
    if (key !== 'revocable') return Reflect.get(native, key)
    return (target: object, handler: ProxyHandler<object>) => {
      const made = native.revocable(target, handler)
      targets.set(made.proxy, target)
      return made
    }
  },
})
