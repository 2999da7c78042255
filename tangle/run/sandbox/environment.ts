import { join } from 'node:path'
import { networkLogVariable } from './guard/refuse.ts'

/** The folders of one run. */
export interface RunFolders {
  /** Home and temporary directory of the program in one; empty when it starts. */
  readonly home: string
  /** Where refused attempts to reach the network are noted; not in the program's sight. */
  readonly networkLog: string
}

/** What a program needs to start at all; everything else would make its output depend on the machine. */
const inherited = ['PATH', 'SystemRoot', 'PATHEXT', 'LD_LIBRARY_PATH']

/**
 * The environment of a run: nothing of the machine but where programs lie, nothing of the person but a home that is
 * empty, UTC, UTF-8, no colors, and no network.
 *
 * Node programs are kept from the network by the guard that `NODE_OPTIONS` loads. Programs in other languages are only
 * asked to stay: the usual variables name a proxy that refuses and remembers, which stops `curl`, `wget`, Python's
 * `urllib` and `requests`, Ruby, Go and most others when they look for another machine by HTTP. A program that opens a
 * socket by itself, that speaks something else than HTTP, or that does not heed these variables, is not stopped.
 */
export function runEnvironment(
  { home, networkLog }: RunFolders,
  proxy: string,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const base = Object.fromEntries(
    inherited.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
  const folders = {
    ...{ HOME: home, USERPROFILE: home, TMPDIR: home, TMP: home, TEMP: home },
    ...{ APPDATA: join(home, 'AppData', 'Roaming'), LOCALAPPDATA: join(home, 'AppData', 'Local') },
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    XDG_STATE_HOME: join(home, '.local', 'state'),
    XDG_RUNTIME_DIR: home,
  }
  const here = 'localhost,127.0.0.1,::1'
  const proxies = Object.fromEntries(
    ['http_proxy', 'https_proxy', 'ftp_proxy', 'all_proxy'].flatMap((name) => [
      [name, proxy],
      [name.toUpperCase(), proxy],
    ]),
  )
  return {
    ...base,
    ...folders,
    ...{ TZ: 'UTC', LANG: 'C.UTF-8', NO_COLOR: '1' },
    ...proxies,
    ...{ no_proxy: here, NO_PROXY: here, [networkLogVariable]: networkLog },
    ...own,
  }
}
