import type { FileSystem } from '../model/file-system.ts'
import { formatLedger, ledgerPath } from './ledger.ts'
import { isLedgerStale, type Plan } from './plan.ts'

/**
 * Carries out a plan. Each file is replaced as a whole. The ledger comes last: after a crash in between, the next plan
 * finds files that have the right text already, and heals it.
 */
export async function applyPlan(plan: Plan, fileSystem: FileSystem): Promise<void> {
  for (const action of plan.actions) {
    if (action.kind === 'create' || action.kind === 'update') await fileSystem.write(action.path, action.target.text)
    else if (action.kind === 'remove') await fileSystem.remove(action.path)
  }
  if (isLedgerStale(plan)) await fileSystem.write(ledgerPath, formatLedger(plan.ledger))
}
