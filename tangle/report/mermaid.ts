import { visibleLine } from '../model/visible-text.ts'

/** Targets and blocks, and the names that each one uses. */
export interface Graph {
  readonly targets: readonly { readonly path: string; readonly uses: readonly string[] }[]
  readonly blocks: readonly { readonly name: string; readonly uses: readonly string[] }[]
}

/**
 * A flowchart in the notation of Mermaid: an arrow from each block to what it becomes a part of. Names may hold
 * anything, so nodes have numbers, and labels are quoted.
 */
export function formatMermaid({ targets, blocks }: Graph): string {
  const ids = new Map<string, string>()
  for (const { name } of blocks) ids.set(name, `b${ids.size}`)
  const lines = ['flowchart LR']
  for (const { name } of blocks) lines.push(`  ${ids.get(name)}["${escapeLabel(name)}"]`)
  targets.forEach(({ path }, at) => {
    lines.push(`  t${at}(["${escapeLabel(path)}"])`)
  })
  const link = (uses: readonly string[], user: string | undefined) => {
    for (const name of uses) if (ids.has(name)) lines.push(`  ${ids.get(name)} --> ${user}`)
  }
  for (const { name, uses } of blocks) link(uses, ids.get(name))
  targets.forEach(({ uses }, at) => {
    link(uses, `t${at}`)
  })
  return `${lines.join('\n')}\n`
}

/** Mermaid reads entities in labels ("Entity codes to escape characters"). */
function escapeLabel(text: string): string {
  return visibleLine(text).replace(/[#"<>&;]/g, (char) => `#${char.charCodeAt(0)};`)
}
