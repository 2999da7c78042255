/**
 * A file mode as `mode=` gives it: octal digits, or a number that YAML has read already (syntax specification, 4.4).
 * `undefined` for anything else; with Entangled that is a crash (defect D32).
 */
export function parseMode(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isInteger(value)) return isMode(value) ? value : undefined
  if (typeof value !== 'string' || !/^\s*\+?(?:0o_?)?[0-7]+(?:_[0-7]+)*\s*$/i.test(value)) return undefined
  const mode = Number.parseInt(value.replace(/[\s+_]|0o_?/gi, ''), 8)
  return isMode(mode) ? mode : undefined
}

function isMode(mode: number): boolean {
  return mode >= 0 && mode <= 0o7777
}
