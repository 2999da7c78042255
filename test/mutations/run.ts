/**
 * Makes one small change at a time to a copy of this repository, runs `tangle check` and `tangle run` there, and counts
 * how many changes they catch, with the right line of the right page.
 *
 *     npx tsx test/mutations/run.ts [FILTER]
 *
 * FILTER is a part of a description, of a kind or of a file. Exit status 1 if a mutation has become worse than recorded.
 */
import { mutations } from './catalogue/index.ts'
import { judge, readFindings, type Verdict } from './findings.ts'
import { applyMutation, type Mutation, nameOf } from './mutation.ts'
import { recordedVerdicts } from './recorded-verdicts.ts'
import { createScratchProject, type Outcome, type ScratchProject } from './scratch-project.ts'

const [filter = ''] = process.argv.slice(2)
const chosen = mutations.filter(({ what, kind, file }) => `${kind} ${file} ${what}`.includes(filter))
const verdicts = new Map<string, Verdict>()

/** Two copies at a time, since programs of examples run two at a time as well. */
const copies = [createScratchProject(), createScratchProject()]
const waiting = [...chosen]
try {
  await refuseBroken(copies[0]!)
  await Promise.all(copies.map(work))
} finally {
  for (const copy of copies) copy.remove()
}

/** What is broken before a change says nothing about the change. */
async function refuseBroken(copy: ScratchProject): Promise<void> {
  for (const command of ['check', 'run']) {
    const { exitCode, output } = await copy.tangle(command)
    if (exitCode !== 0) throw new Error(`\`tangle ${command}\` fails without any change:\n${output}`)
  }
}

async function work(copy: ScratchProject): Promise<void> {
  for (let mutation = waiting.shift(); mutation; mutation = waiting.shift()) {
    const { verdict, places } = await measure(mutation, copy)
    verdicts.set(nameOf(mutation), verdict)
    console.log(`${verdict === 'caught' ? '✓' : '✗'} ${nameOf(mutation)}: ${verdict}`)
    if (verdict !== 'caught') for (const place of places) console.log(`    ${place}`)
  }
}

async function measure(mutation: Mutation, copy: ScratchProject): Promise<{ verdict: Verdict; places: string[] }> {
  copy.write(mutation.file, applyMutation(mutation, copy.read(mutation.file)))
  if (mutation.tangles) await copy.tangle()
  const outcomes: Outcome[] = []
  const verdict = () => {
    const findings = outcomes.flatMap(({ output }) => readFindings(output))
    const exitCodes = outcomes.map(({ exitCode }) => exitCode)
    return judge(mutation, exitCodes, findings, (page) => copy.read(page).split('\n'))
  }
  const pages = [...new Set(mutation.at.map(({ page }) => page))]
  // Everything finds no less than a part: what is likely to find it comes first, and all that is left if it does not.
  const commands = [['check'], ['run', ...pages]]
  for (const command of mutation.file.endsWith('.md') ? [...commands, ['run']] : [...commands.reverse(), ['run']]) {
    outcomes.push(await copy.tangle(...command))
    if (verdict() === 'caught') break
  }
  const found = outcomes.flatMap(({ output }) => readFindings(output))
  const places = found.map(({ file, line, code }) => `${file}:${line} ${code}: ${lineAt(copy, file, line)}`)
  const result = verdict()
  copy.restore()
  return { verdict: result, places: [...new Set(places)].slice(0, 12) }
}

function lineAt(copy: ScratchProject, file: string, line: number): string {
  try {
    return copy.read(file).split('\n')[line - 1]?.trim() ?? ''
  } catch {
    // A file that is gone is a finding as well.
    return ''
  }
}

const count = (wanted: Verdict) => [...verdicts.values()].filter((verdict) => verdict === wanted).length
console.log(
  `\n${count('caught')} of ${chosen.length} caught with the right line, ${count('wrong line')} with another, ${count('not caught')} not`,
)

const worse = [...verdicts].filter(([name, verdict]) => verdict !== 'caught' && recordedVerdicts[name] === undefined)
for (const [name, verdict] of worse) console.log(`Worse than recorded: ${name}, ${verdict}`)
process.exitCode = worse.length > 0 ? 1 : 0
