/** A file cannot be read or written. The message names the file, and what the system said. */
export class FileError extends Error {
  override readonly name = 'FileError'
  /** Relative to the project root. */
  readonly path: string
  /** The code of the system for it, such as `EACCES`; `undefined` if the system had nothing against it. */
  readonly code: string | undefined

  constructor(path: string, message: string, code?: string, options?: ErrorOptions) {
    super(message, options)
    this.path = path
    this.code = code
  }
}

/** A file is not what it was when it was decided what to write: somebody else was faster, and it stays as it is. */
export class FileChangedError extends FileError {
  constructor(path: string) {
    super(path, `${path} was changed meanwhile; it is left as it is now.`)
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'the system does not permit it',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  ENAMETOOLONG: 'the name is too long for the disk',
  EISDIR: 'it is a folder',
  EFBIG: 'it is larger than 256 MB',
  EEXIST: 'something else has its name',
  ENOTDIR: 'a part of its path is a file, not a folder',
  ELOOP: 'its symbolic links go round in a circle',
  EMFILE: 'too many files are open',
  EBUSY: 'another program uses it',
}

/** Puts an error of the system into words: `out/x.ts cannot be written: the disk is full (ENOSPC).` */
export function toFileError(error: unknown, path: string, verb: 'read' | 'written' | 'removed'): FileError {
  if (error instanceof FileError) return error
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  // Without a code it is no word of the system, but a mistake of ours.
  if (typeof code !== 'string') throw error
  const reason = Object.hasOwn(reasons, code) ? `${reasons[code]} (${code})` : (error as Error).message
  return new FileError(path, `${path} cannot be ${verb}: ${reason}.`, code, { cause: error })
}
