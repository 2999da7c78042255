import { formatLocation } from '../../model/location.ts'
import { visibleLine } from '../../model/visible-text.ts'
import { type ListedBlock, type Listing, listBlocks } from '../../project/list-blocks.ts'
import { openProject, type Project } from '../../project/project.ts'
import { count } from '../../report/format-diagnostics.ts'
import { toJsonLocation } from '../../report/json-reporter.ts'
import { formatMermaid } from '../../report/mermaid.ts'
import type { CommandContext, ExitCode } from '../terminal.ts'

export interface ListCommandOptions {
  /** As a graph in the notation of Mermaid. */
  readonly graph: boolean
}

/** Lists targets and blocks, and who uses whom. */
export async function listCommand({ graph }: ListCommandOptions, context: CommandContext): Promise<ExitCode> {
  const { root, configFile, terminal, reporter } = context
  const project = await openProject({ root, ...(configFile !== undefined && { configFile }) })
  const listing = listBlocks(project.tangled)
  if (reporter === 'json') terminal.document(formatJson(listing))
  else terminal.document(graph ? formatMermaid(listing) : formatList(listing, context))
  warnOfErrors(project, context)
  return 0
}

/** A list of a web with holes is still a list, but may lack something. */
function warnOfErrors({ tangled }: Project, { terminal }: CommandContext): void {
  const errors = tangled.diagnostics.filter(({ severity }) => severity === 'error').length
  if (errors > 0) terminal.err(`The pages have ${count(errors, 'error')}; \`tangle check\` shows them.\n`)
}

function formatList({ targets, blocks }: Listing, { terminal: { colors } }: CommandContext): string {
  const lines = targets.map(({ path, block, uses }) => {
    return `${colors.bold(visibleLine(path))}  ${colors.dim(formatLocation(block.nameLocation))}${list('uses', uses)}\n`
  })
  if (targets.length > 0 && blocks.length > 0) lines.push('\n')
  for (const { name, parts, uses, usedBy, targets: within } of blocks) {
    const places = parts.map((part) => formatLocation(part.nameLocation)).join(' ')
    const use = usedBy.length === 0 && within.length === 0 ? '  used by nobody' : list('used by', usedBy)
    lines.push(`${colors.bold(`<<${visibleLine(name)}>>`)}  ${colors.dim(places)}${use}${list('uses', uses)}\n`)
  }
  return lines.join('') || 'No page has a block with a name.\n'
}

function list(verb: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `  ${verb} ${names.map(visibleLine).join(', ')}`
}

function formatJson({ targets, blocks }: Listing): string {
  const toJson = (block: ListedBlock) => ({
    name: block.name,
    parts: block.parts.map((part) => ({ ...toJsonLocation(part.nameLocation), hidden: part.hidden })),
    uses: block.uses,
    usedBy: block.usedBy,
    targets: block.targets,
  })
  const document = {
    version: 1,
    command: 'tangle list',
    targets: targets.map(({ path, block, uses }) => ({ path, ...toJsonLocation(block.nameLocation), uses })),
    blocks: blocks.map(toJson),
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}
