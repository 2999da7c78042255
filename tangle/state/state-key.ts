import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants

const keyForm = /^[0-9a-f]{64}\n$/

/** Signs what a process remembers where no key can be kept: nobody else can use it, the next process neither. */
const ownKey = randomBytes(32).toString('hex')

const known = new Map<string, string>()

/**
 * The secret by which this person's own state is known from what somebody else put in its place. It is made when it is
 * needed first, can be read by nobody else, and may be deleted: then nothing that was remembered is used any more.
 *
 * Where it cannot be kept, or would lie in the project itself, a key is taken that lives as long as this process.
 *
 * @param realRoot the root of the project, with links followed.
 */
export function stateKey(realRoot: string, environment: NodeJS.ProcessEnv = process.env): string {
  const file = stateKeyPath(environment)
  if (file === undefined) return ownKey
  // One that lies in the project may have come with it.
  if (isInside(realRoot, file)) return ownKey
  const key = known.get(file) ?? readKey(file) ?? makeKey(file) ?? ownKey
  known.set(file, key)
  return key
}

/** Whether other processes of this person have the same key. */
export function isKeyKept(realRoot: string, environment: NodeJS.ProcessEnv = process.env): boolean {
  return stateKey(realRoot, environment) !== ownKey
}

/**
 * Where the key is: in `$XDG_STATE_HOME`, which is `~/.local/state` if it is not set (XDG Base Directory Specification);
 * on Windows in `%LOCALAPPDATA%`. `undefined` if there is no such folder.
 */
export function stateKeyPath(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const { XDG_STATE_HOME, LOCALAPPDATA } = environment
  const named = XDG_STATE_HOME || (process.platform === 'win32' ? LOCALAPPDATA : undefined)
  const home = environment.HOME || homedirOrNone()
  const folder = named || (home && join(home, '.local', 'state'))
  // "If an implementation encounters a relative path it should consider the path invalid and ignore it."
  return folder && isAbsolute(folder) ? join(folder, 'tangle', 'key') : undefined
}

/** A user without an entry in the list of users has no home. */
function homedirOrNone(): string | undefined {
  try {
    return homedir()
  } catch {
    return undefined
  }
}

function isInside(realRoot: string, file: string): boolean {
  const path = relative(realRoot, realPathOf(file))
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path)
}

/** With the links followed of as much of it as there is. */
function realPathOf(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    const folder = dirname(path)
    return folder === path ? path : join(realPathOf(folder), basename(path))
  }
}

function readKey(file: string): string | undefined {
  let opened: number
  try {
    opened = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  } catch {
    return undefined
  }
  try {
    const { uid, mode, size } = fstatSync(opened)
    const isPrivate = process.platform === 'win32' || ((mode & 0o077) === 0 && uid === process.geteuid?.())
    const text = isPrivate && size === 65 ? readFileSync(opened, 'utf8') : ''
    return keyForm.test(text) ? text.trimEnd() : undefined
  } catch {
    return undefined
  } finally {
    closeSync(opened)
  }
}

/** Of several processes that make a key at once, the first one wins. One that is damaged is replaced. */
function makeKey(file: string): string | undefined {
  const temporary = `${file}-${randomBytes(6).toString('hex')}`
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(temporary, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 })
    try {
      if (!link(temporary, file) && readKey(file) === undefined) renameSync(temporary, file)
    } finally {
      rmSync(temporary, { force: true })
    }
  } catch {
    // There is no place for it.
  }
  return readKey(file)
}

/** Whether a file has got a second name, which nothing else had. */
function link(file: string, name: string): boolean {
  try {
    linkSync(file, name)
    return true
  } catch {
    return false
  }
}
