import { measured, recordedVerdicts } from '../recorded-verdicts.ts'
import { mutations } from './index.ts'

/** How many changes of the list are caught, as the page about mutations says it. */
export function formatCatalogueScore(): string {
  const missed = Object.values(recordedVerdicts)
  const notCaught = missed.filter((verdict) => verdict === 'not caught').length
  const date = new Date(measured).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
  return `**${mutations.length - missed.length} of ${mutations.length}** changes are caught at the right line of the right page. Of the others, ${missed.length - notCaught} at another line, ${notCaught} not at all. This was measured on ${date}.`
}
