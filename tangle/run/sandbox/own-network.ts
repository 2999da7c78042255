import { spawn } from 'node:child_process'
import { Socket } from 'node:net'
import { networkInterfaces } from 'node:os'

/**
 * Says which network programs are given. `machine` in the environment of whoever calls: that of the machine, so that a
 * program reaches what runs there already. Inside of a network of its own, the toolchain sets it to `own`.
 */
export const networkVariable = 'TANGLE_NETWORK'

/** On which the process inside learns that the one outside is gone. */
const lifeline = 3

/**
 * Brings up the loopback of a new network, which is down, says so, and becomes the program: as the user that it was
 * before, where that can be. Not every system has each of these tools.
 */
const script = `
up() { ip link set lo up || ifconfig lo up || busybox ip link set lo up ||
  perl -e '$r = pack("a16 s x22", "lo", 1); socket(S, 2, 2, 0) && ioctl(S, 0x8914, $r) or exit 1' ||
  python3 -c 'import fcntl, socket, struct; fcntl.ioctl(socket.socket(), 0x8914, struct.pack("16sh22x", b"lo", 1))'; }
up >/dev/null 2>&1 || { echo "no tool to bring up the loopback" >&2; exit 1; }
user=$1 group=$2; shift 2
same="unshare --user --map-user=$user --map-group=$group --"
[ "$user" = 0 ] || ! $same true >/dev/null 2>&1 && same=
echo up >&3
exec $same "$@" 2>&4 4>&-
`

/** Whether this process has a network with nothing but the loopback. */
export function hasOwnNetwork(environment: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== 'linux' || environment[networkVariable] !== 'own') return false
  // The variable may be set by anybody.
  return Object.keys(networkInterfaces()).every((name) => name === 'lo')
}

/** Ends this process when the one that gave it its network is gone, however that ended. */
export function endWithOutside(): void {
  const socket = new Socket({ fd: lifeline, readable: true, writable: false })
  socket.on('error', () => process.exit(130)).on('close', () => process.exit(130))
  socket.resume().unref()
}

/** How a process ended that has a network of its own; or why there is none. */
export type OwnNetworkResult = { readonly exitCode: number } | { readonly problem: string }

/**
 * Runs this same process once more, in a network of its own that has nothing but the loopback: whatever it starts, in
 * any language, reaches nothing else. That needs Linux, and a system that lets its users make namespaces.
 */
export async function runInOwnNetwork(args: readonly string[] = process.argv.slice(1)): Promise<OwnNetworkResult> {
  const user = process.getuid?.() ?? 0
  const group = process.getgid?.() ?? 0
  // Root keeps the rights that it has; anybody else needs to be root of a namespace to make a network.
  const options = user === 0 ? ['--net'] : ['--user', '--map-root-user', '--net']
  const node = [process.execPath, ...process.execArgv, ...args]
  const child = spawn('unshare', [...options, '--', '/bin/sh', '-c', script, 'sh', `${user}`, `${group}`, ...node], {
    stdio: ['inherit', 'inherit', 'pipe', 'pipe', process.stderr],
    env: { ...process.env, [networkVariable]: 'own' },
  })
  const forward = (signal: NodeJS.Signals) => void child.kill(signal)
  for (const signal of signals) process.on(signal, forward)
  let isUp = false
  let complaint = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  child.stdio[lifeline]?.once('data', () => {
    isUp = true
  })
  try {
    return await new Promise<OwnNetworkResult>((resolve) => {
      child.on('error', () => resolve({ problem: 'there is no `unshare`' }))
      child.on('close', (exitCode) =>
        resolve(isUp ? { exitCode: exitCode ?? 130 } : { problem: complaint.trim().split('\n')[0] ?? '' }),
      )
    })
  } finally {
    for (const signal of signals) process.off(signal, forward)
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const
