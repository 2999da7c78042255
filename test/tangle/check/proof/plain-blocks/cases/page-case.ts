/** A page with plain blocks, the findings in it, and what became of its blocks. */
export type PageCase = readonly [promise: string, text: string, findings: readonly string[], states: string]
