import fs from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lookup } from 'mime-types'
import { ConfigurationError } from '../core/errors/index.ts'

/** The name of a file, and its type. */
export interface FileFromPathOptions {
  /** Default: the last part of the path. */
  name?: string | undefined
  /** Default: by the ending of the name, else `application/octet-stream`. */
  mimeType?: string | undefined
}

/**
 * A file of this machine as the uploads of both platforms take it, with its name and its type. Its bytes are read when
 * they are needed; a file that changes before that cannot be read any more.
 *
 * @throws ConfigurationError `invalid_argument`: there is no such file, or it cannot be read
 */
export async function fileFromPath(path: string | URL, options: FileFromPathOptions = {}): Promise<File> {
  try {
    if (!(await stat(path)).isFile()) throw new Error('it is no file')
    const blob = await fs.openAsBlob(path)
    const name = options.name ?? basename(typeof path === 'string' ? path : fileURLToPath(path))
    return new File([blob], name, { type: options.mimeType ?? (lookup(name) || 'application/octet-stream') })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ConfigurationError(`${path} cannot be uploaded: ${reason}.`, { code: 'invalid_argument', cause })
  }
}
