/** Reads `mode=755`, three octal digits with or without a 0 in front; `undefined` if it is anything else. */
export function parseFileMode(value: string): number | undefined {
  const digits = /^(?:0o?)?([0-7]{3})$/.exec(value)?.[1]
  if (digits === undefined) return undefined
  const mode = Number.parseInt(digits, 8)
  // A file that its owner cannot read cannot be compared with the page any more.
  return (mode & 0o400) === 0 ? undefined : mode
}
