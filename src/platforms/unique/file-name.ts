/**
 * The file name of a `Content-Disposition`: the form of RFC 5987 if there is one, else the quoted or bare one
 * (Unique specification 3.3). Only the last part of a path, so that nothing is written outside of the folder it is
 * joined to.
 */
export function fileNameOf(disposition: string | null): string | undefined {
  if (disposition === null) return undefined
  const name = encodedName(disposition) ?? plainName(disposition)
  const base = name?.split(/[/\\]/).at(-1)?.trim()
  return base === undefined || base === '' || base === '.' || base === '..' ? undefined : base
}

function encodedName(disposition: string): string | undefined {
  const encoded = /filename\*\s*=\s*UTF-8'[^']*'([^;]+)/i.exec(disposition)?.[1]
  if (encoded === undefined) return undefined
  try {
    return decodeURIComponent(encoded.trim())
  } catch {
    // A stray percent sign: the other form may be better.
    return undefined
  }
}

function plainName(disposition: string): string | undefined {
  const quoted = /filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1]
  return quoted?.replace(/\\(.)/g, '$1') ?? /filename\s*=\s*([^\s";]+)/i.exec(disposition)?.[1]
}
