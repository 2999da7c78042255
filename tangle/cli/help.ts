import { type CommandDescription, commands, commonOptions, defaultCommand, type OptionDescription } from './commands.ts'

const column = 28

/** What `tangle --help` prints; with the name of a command, what `tangle COMMAND --help` does. */
export function formatHelp(name: string = defaultCommand): string {
  const all = Object.entries(commands)
  const one = all.filter(([key]) => key !== defaultCommand && key === name)
  const shown = one.length > 0 ? one : all
  return `tangle: documentation that is a program

${shown.map(([key, command]) => describeCommand(key, command)).join('')}
Every command:
${describeOptions(commonOptions)}
A block is a fence with a name: \`\`\`ts {#name}. <<name>> alone on a line refers to it; {file=path} makes a target.
Exit status: 0 fine, 1 findings or conflicts, 2 wrong usage or configuration, 130 interrupted.
`
}

/** `tangle run [EXAMPLES…]` */
export function usageOf(name: string, { args }: CommandDescription): string {
  return ['tangle', name, args].filter(Boolean).join(' ')
}

/** `--config FILE`, and `--no-color` for what is on by default. */
export function flagOf(name: string, { value, short }: OptionDescription): string {
  const flag = name === 'color' ? '--no-color' : `--${name}`
  return [short && `-${short},`, flag, value].filter(Boolean).join(' ')
}

function describeCommand(name: string, command: CommandDescription): string {
  return `${row(usageOf(name, command), command.about, 2)}${describeOptions(command.options, 4)}`
}

function describeOptions(options: Readonly<Record<string, OptionDescription>>, indent = 2): string {
  return Object.entries(options)
    .map(([name, option]) => row(flagOf(name, option), option.about, indent))
    .join('')
}

function row(left: string, about: string, indent: number): string {
  const start = `${' '.repeat(indent)}${left}`
  return start.length + 2 > column ? `${start}\n${' '.repeat(column)}${about}\n` : `${start.padEnd(column)}${about}\n`
}
