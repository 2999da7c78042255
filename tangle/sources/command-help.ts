import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** What a program takes, as its help says. */
export interface CommandHelp {
  readonly commands: ReadonlySet<string>
  /** Those of all commands together, and those of each where the help tells them apart. */
  readonly flags: ReadonlySet<string>
  flagsOf(command: string): ReadonlySet<string>
}

/**
 * Asks a program that is installed in a project what it takes; an empty text if there is none. Only what the configuration
 * names is started.
 */
export async function askForHelp(root: string, program: string): Promise<string> {
  const file = join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${program}.cmd` : program)
  if (!/^[\w.-]+$/.test(program) || !existsSync(file)) return ''
  return new Promise((resolve) => {
    const options = { cwd: root, timeout: 20_000, maxBuffer: 2 ** 22, shell: process.platform === 'win32' }
    execFile(file, ['--help'], options, (_, stdout, stderr) => resolve(`${stdout}\n${stderr}`))
  })
}

/**
 * Reads a help text: a line that starts with a word names a command, with or without the program in front of it, and
 * flags further in belong to it. Flags that stand elsewhere belong to all.
 */
export function parseHelp(program: string, text: string): CommandHelp {
  const commands = new Set<string>()
  const flags = new Set<string>()
  const common = new Set<string>()
  const byCommand = new Map<string, Set<string>>()
  let current: { readonly name: string; readonly indent: number } | undefined
  for (const line of text.split(/\r?\n/)) {
    const [, space = '', name] =
      new RegExp(`^( +)(?:${escapePattern(program)} )?([a-z][a-z-]*)?(?=[ |,\\[<]|$)`).exec(line) ?? []
    const indent = /^ */.exec(line)?.[0].length ?? 0
    if (line.trim() !== '' && current && indent <= current.indent) current = undefined
    const isPlain = new RegExp(`^ +${escapePattern(program)}(?= |$)`).test(line)
    if (!current && space !== '' && (name !== undefined || isPlain)) {
      const command = name === undefined || name === program ? '' : name
      if (command !== '') commands.add(command)
      current = { name: command, indent }
    }
    for (const [flag] of line
      .replace(/ {2,}\S.*? {2,}.*$/, (all) => all.replace(/(\S) {2,}.*$/, '$1'))
      .matchAll(/(?<![\w-])--[a-z][\w-]*/gi)) {
      flags.add(flag)
      const own = current && byCommand.get(current.name)
      if (own) own.add(flag)
      else if (current) byCommand.set(current.name, new Set([flag]))
      else common.add(flag)
    }
  }
  const isToldApart = [...byCommand.keys()].some((name) => name !== '')
  return {
    commands,
    flags,
    flagsOf: (command) => (isToldApart ? new Set([...common, ...(byCommand.get(command) ?? [])]) : flags),
  }
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&')
}
