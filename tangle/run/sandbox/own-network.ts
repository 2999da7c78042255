import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { createInterface } from 'node:readline'
import { outsideVariable, processPrefix } from '../../state/process-mark.ts'
import { findSockets } from './find-sockets.ts'

/**
 * Says which network programs are given. `machine` in the environment of whoever calls: that of the machine, so that a
 * program reaches what runs there already. Inside of a network of its own, the toolchain sets it to `own`.
 */
export const networkVariable = 'TANGLE_NETWORK'

/** Through which the process inside hears from the one outside, and that it is gone. */
const lifeline = 3

/**
 * Brings up the loopback of a new network, which is down, puts something else in the place of sockets of the machine,
 * says so, and becomes the program: as the user that it was before, where that can be. Not every system has each of
 * these tools.
 */
const script = `
up() { ip link set lo up || ifconfig lo up || busybox ip link set lo up ||
  perl -e '$r = pack("a16 s x22", "lo", 1); socket(S, 2, 2, 0) && ioctl(S, 0x8914, $r) or exit 1' ||
  python3 -c 'import fcntl, socket, struct; fcntl.ioctl(socket.socket(), 0x8914, struct.pack("16sh22x", b"lo", 1))'; }
up >/dev/null 2>&1 || { echo "no tool to bring up the loopback" >&2; exit 1; }
user=$1 group=$2 sockets=$3; shift 3
while [ "$sockets" -gt 0 ]; do
  mount --bind /dev/null "$1" 2>/dev/null
  sockets=$((sockets - 1)); shift
done
same="unshare --user --map-user=$user --map-group=$group --"
[ "$user" = 0 ] || ! $same true >/dev/null 2>&1 && same=
echo up >&3
exec $same "$@" 2>&4 4>&-
`

/** All that a system may give to a run, and less. */
const levels = [
  ['--net', '--pid', '--fork', '--kill-child', '--mount-proc'],
  ['--net', '--mount'],
] as const

/** Needed by a process when it starts. All else of an environment comes later, where no program can read it. */
const neededAtStart =
  /^(PATH|LD_LIBRARY_PATH|TZ|LANG|LC_\w+|TERM|NODE_(OPTIONS|PATH|EXTRA_CA_CERTS|V8_COVERAGE|COMPILE_CACHE))$/

/** Whether this process has a network with nothing but the loopback. */
export function hasOwnNetwork(environment: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== 'linux' || environment[networkVariable] !== 'own') return false
  // The variable may be set by anybody.
  return Object.keys(networkInterfaces()).every((name) => name === 'lo')
}

/**
 * Takes over the environment from the process outside, which `/proc` does not show then. From now on this process ends
 * when the one outside says so, or is gone, however that ended.
 *
 * @param prepare is called before, for what is to have nothing of that environment.
 */
export async function joinOutside(prepare: () => Promise<void>): Promise<void> {
  const socket = new Socket({ fd: lifeline })
  const end = () => process.exit(130)
  const lines = createInterface({ input: socket })
  const [[environment]] = await Promise.all([once(lines, 'line'), prepare()])
  Object.assign(process.env, JSON.parse(environment))
  lines.on('line', end).on('close', end)
  socket.on('error', end).unref()
}

/** How a process ended that has a network of its own; or why there is none. */
export type OwnNetworkResult = { readonly exitCode: number } | { readonly problem: string }

/**
 * Runs this same process once more, in a network of its own that has nothing but the loopback: whatever it starts, in
 * any language, reaches nothing else. Where that can be, all of it are processes of their own system as well, which see
 * no others, and all end when it does. That needs Linux, and a system that lets its users make namespaces.
 */
export async function runInOwnNetwork(args: readonly string[] = process.argv.slice(1)): Promise<OwnNetworkResult> {
  let result: OwnNetworkResult = { problem: '' }
  for (const level of levels) {
    result = await tryLevel(level, args)
    if ('exitCode' in result) break
  }
  return result
}

async function tryLevel(level: readonly string[], args: readonly string[]): Promise<OwnNetworkResult> {
  const user = process.getuid?.() ?? 0
  const group = process.getgid?.() ?? 0
  // Root keeps the rights that it has; anybody else needs to be root of a namespace to make others.
  const options = user === 0 ? level : ['--user', '--map-root-user', ...level]
  const node = [process.execPath, ...process.execArgv, ...args]
  const sockets = findSockets()
  const inside = ['/bin/sh', '-c', script, 'sh', `${user}`, `${group}`, `${sockets.length}`, ...sockets, ...node]
  const child = spawn('unshare', [...options, '--', ...inside], {
    stdio: ['inherit', 'inherit', 'pipe', 'pipe', process.stderr],
    env: { ...only(neededAtStart), [networkVariable]: 'own' },
    // What a terminal sends to all would end what is in between, and leave nobody time to clean up.
    detached: true,
  })
  // There is none if too many files are open.
  const outside = child.stdio?.[lifeline] as Socket | undefined
  if (!outside) return once(child, 'error').then(([error]) => ({ problem: String(error) }))
  outside.on('error', () => {
    // It has ended.
  })
  const hidesProcesses = level.includes('--pid')
  const more = { [networkVariable]: 'own', ...(hidesProcesses && { [outsideVariable]: processPrefix() }) }
  outside.write(`${JSON.stringify({ ...process.env, ...more })}\n`)
  const end = () => void outside.write('end\n')
  for (const signal of signals) process.on(signal, end)
  try {
    return await ended(child, outside)
  } finally {
    for (const signal of signals) process.off(signal, end)
  }
}

function ended(child: ChildProcess, outside: Socket): Promise<OwnNetworkResult> {
  let isUp = false
  let complaint = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  outside.once('data', () => {
    isUp = true
  })
  return new Promise((resolve) => {
    child.on('error', () => resolve({ problem: 'there is no `unshare`' }))
    child.on('close', (exitCode) =>
      resolve(isUp ? { exitCode: exitCode ?? 130 } : { problem: complaint.trim().split('\n')[0] ?? '' }),
    )
  })
}

function only(names: RegExp): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => names.test(name)))
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const
