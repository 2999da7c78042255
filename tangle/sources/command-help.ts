import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** What a program takes, as its help says. */
export interface CommandHelp {
  readonly commands: ReadonlySet<string>
  /** Those of all its commands. */
  readonly flags: ReadonlySet<string>
  /** Those of a command, and those that all take. Where the help does not tell them apart, all. */
  flagsOf(command: string): ReadonlySet<string>
  /** The values that a flag takes, where the help lists them: `a|b`, or nothing but `a (default), b or c`. */
  valuesOf(flag: string): ReadonlySet<string> | undefined
}

/** A command or a flag in a help text. */
export interface HelpLine {
  /** As it stands there: `tangle run [NAMES…]`, `-h, --help`. */
  readonly usage: string
  /** What it does; empty if the help does not say. */
  readonly about: string
  /** With its dashes; `undefined` for a command. */
  readonly flag: string | undefined
  /** The command itself, or that of a flag: empty for what the program does without one; `undefined` if all take it. */
  readonly command: string | undefined
}

/**
 * Asks a program that is installed in a project what it takes; an empty text if there is none. Where the help of the
 * program does not say which flags its commands take, they are asked, too, and stand behind it. Only what the
 * configuration names is started.
 */
export async function askForHelp(root: string, program: string): Promise<string> {
  const file = join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${program}.cmd` : program)
  if (!/^[\w.-]+$/.test(program) || !existsSync(file)) return ''
  const text = await run(root, file, ['--help'])
  const lines = parseHelpLines(program, text)
  if (lines.some(({ flag, command }) => flag !== undefined && command)) return text
  const commands = lines.flatMap(({ flag, command }) => (flag === undefined && command ? [command] : []))
  const sections = await Promise.all(commands.slice(0, mostCommands).map((one) => askCommand(root, file, program, one)))
  return [text, ...sections].join('\n')
}

const mostCommands = 40

async function askCommand(root: string, file: string, program: string, command: string): Promise<string> {
  const lines = parseHelpLines(program, await run(root, file, [command, '--help'])).filter(
    ({ flag }) => flag !== undefined,
  )
  return [`  ${program} ${command}`, ...lines.map(({ usage, about }) => `    ${usage}  ${about}`)].join('\n')
}

/** Both outputs, whatever the exit status. */
function run(root: string, file: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' }
    const options = { cwd: root, env, timeout: 20_000, maxBuffer: 2 ** 22, shell: process.platform === 'win32' }
    execFile(file, [...args], options, (_, stdout, stderr) => resolve(`${stdout}\n${stderr}`))
  })
}

/** The commands and flags of a help text. */
export function parseHelp(program: string, text: string): CommandHelp {
  const lines = parseHelpLines(program, text)
  const flags = lines.filter(({ flag }) => flag !== undefined)
  const isToldApart = flags.some(({ command }) => command !== undefined && command !== '')
  const namesIn = (usage: string): readonly string[] => usage.match(/(?<![\w-])--[a-z][\w-]*/gi) ?? []
  return {
    commands: new Set(lines.flatMap(({ flag, command }) => (flag === undefined && command ? [command] : []))),
    flags: new Set(flags.flatMap(({ usage }) => namesIn(usage))),
    flagsOf(command) {
      const own = flags.filter((line) => !isToldApart || line.command === undefined || line.command === command)
      return new Set(own.flatMap(({ usage }) => namesIn(usage)))
    },
    valuesOf(flag) {
      const told = flags.filter(({ usage }) => namesIn(usage).includes(flag)).map(listedValues)
      return told.length === 0 || told.includes(undefined) ? undefined : new Set(told.flatMap((one) => one ?? []))
    },
  }
}

function listedValues({ usage, about }: HelpLine): string[] | undefined {
  const [, alternatives] = /[ =[<]([a-z][\w-]*(?:\|[a-z][\w-]*)+)[\]>]?$/.exec(usage) ?? []
  if (alternatives !== undefined) return alternatives.split('|')
  const list = about.replace(/ \(default\)/g, '').split(/, (?:or )?| or /)
  return list.length > 1 && list.every((word) => /^[a-z][a-z\d-]*$/.test(word)) ? list : undefined
}

/**
 * Reads a help text: an indented line that starts with a word names a command, with or without the program in front of
 * it, and flags further in belong to it. Flags that stand elsewhere belong to all. Two spaces end a usage; without them,
 * the next line, further in, says what it does.
 */
export function parseHelpLines(program: string, text: string): HelpLine[] {
  const found: HelpLine[] = []
  let current: { readonly command: string; readonly indent: number } | undefined
  const lines = text.split(/\r?\n/)
  lines.forEach((line, at) => {
    const [, space = '', usage = '', sameLine = ''] = /^( *)(\S(?:.*?\S)??)(?: {2,}(\S.*))?$/.exec(line.trimEnd()) ?? []
    if (usage === '') return
    const indent = space.length
    if (current && indent <= current.indent) current = undefined
    const next = lines[at + 1] ?? ''
    const isContinued = sameLine === '' && /^ +/.exec(next)?.[0].length !== undefined && /^ {12,}[^-\s]/.test(next)
    const about = (sameLine || (isContinued ? next : '')).trim()
    const [flag] = /^(?:-\w, )?--[a-z][\w-]*/i.exec(usage) ?? []
    if (flag !== undefined) {
      found.push({ usage, about, flag: flag.replace(/^.*(?=--)/, ''), command: current?.command })
      return
    }
    const [first, ...others] = usage.split(' ')
    const words = first === program ? others : [first ?? '', ...others]
    const [word = ''] = words
    const isName = /^[a-z][a-z-]*$/.test(word)
    const isPlain = first === program && (word === '' || /^\W/.test(word))
    // A sentence is no usage: behind a command stand only names of what it takes.
    const isUsage = words.slice(isName ? 1 : 0).every((one) => /^[[<|.…A-Z-]/.test(one))
    if (indent === 0 || current || !(isName || isPlain) || !isUsage || (about === '' && first !== program)) return
    current = { command: isName ? word : '', indent }
    found.push({ usage, about, flag: undefined, command: current.command })
  })
  return found
}
