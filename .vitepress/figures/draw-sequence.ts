import { escapeHtml } from '../../tangle/weave/index.ts'
import type { Sequence, Step } from './parse-sequence.ts'

const lane = 210
const margin = 96
const top = 64
const stepHeight = 44

/** The figure as SVG. Colors are classes, so that it follows the scheme of the page. */
export function drawSequence({ title, participants, steps }: Sequence): string {
  const width = margin * 2 + lane * (participants.length - 1)
  const height = top + steps.length * stepHeight + 24
  const x = (at: number) => margin + at * lane
  const lines = participants.map(
    (name, at) =>
      `<line class="figure-lane" x1="${x(at)}" y1="44" x2="${x(at)}" y2="${height - 8}"/>` +
      `<rect class="figure-box" x="${x(at) - 82}" y="8" width="164" height="36" rx="6"/>` +
      `<text class="figure-name" x="${x(at)}" y="31">${escapeHtml(name)}</text>`,
  )
  const drawn = steps.map((step, at) => drawStep(step, top + at * stepHeight + 26, x))
  const told = steps.map((step) => tell(step, participants)).join(' ')
  return `<figure class="figure" tabindex="0"><svg style="min-width:${width * 0.85}px" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeHtml(`${title}. ${told}`)}"><g aria-hidden="true">${[...lines, ...drawn].join('')}</g></svg><figcaption>${escapeHtml(title)}</figcaption></figure>\n`
}

function drawStep(step: Step, y: number, x: (at: number) => number): string {
  if (step.kind === 'note') {
    const width = step.text.length * 7 + 24
    return (
      `<rect class="figure-note" x="${x(step.at) - width / 2}" y="${y - 20}" width="${width}" height="28" rx="4"/>` +
      `<text class="figure-text" x="${x(step.at)}" y="${y - 1}">${escapeHtml(step.text)}</text>`
    )
  }
  const [start, end] = [x(step.from), x(step.to)]
  const direction = Math.sign(end - start)
  const head = `${end},${y} ${end - direction * 9},${y - 5} ${end - direction * 9},${y + 5}`
  return (
    `<text class="figure-text" x="${(start + end) / 2}" y="${y - 8}">${escapeHtml(step.text)}</text>` +
    `<line class="figure-arrow${step.isReply ? ' figure-reply' : ''}" x1="${start}" y1="${y}" x2="${end - direction * 8}" y2="${y}"/>` +
    `<polygon class="figure-head" points="${head}"/>`
  )
}

/** A step as a sentence, for those who hear the figure. */
function tell(step: Step, participants: readonly string[]): string {
  if (step.kind === 'note') return `${participants[step.at]}: ${step.text}.`
  return `${participants[step.from]} to ${participants[step.to]}: ${step.text}.`
}
