/** Whether a host is this machine: the loopback, the unspecified address, or a name that means it. */
export function isThisMachine(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  return (
    ['', 'localhost', '::1', '0.0.0.0', '::'].includes(bare) ||
    bare.endsWith('.localhost') ||
    /^(::ffff:)?127(\.\d{1,3}){1,3}$/.test(bare)
  )
}
