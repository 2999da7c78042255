import { countTokens } from '../model/count-tokens.ts'
import type { Usage } from './records.ts'

/** Tokens and prices of an answer. Computed in whole ten-millionths: money is never a fraction in binary. */
export function computeUsage(prompt: readonly string[], answer: string, latencyMilliseconds: number): Usage {
  const promptTokens = prompt.reduce((sum, text) => sum + countTokens(text), 0)
  const completionTokens = countTokens(answer)
  const promptPrice = promptTokens * 10
  const completionPrice = completionTokens * 20
  return {
    prompt_tokens: promptTokens,
    prompt_unit_price: '0.001',
    prompt_price_unit: '0.001',
    prompt_price: money(promptPrice),
    completion_tokens: completionTokens,
    completion_unit_price: '0.002',
    completion_price_unit: '0.001',
    completion_price: money(completionPrice),
    total_tokens: promptTokens + completionTokens,
    total_price: money(promptPrice + completionPrice),
    currency: 'USD',
    latency: latencyMilliseconds / 1000,
    time_to_first_token: null,
    time_to_generate: null,
  }
}

function money(tenMillionths: number): string {
  const digits = String(tenMillionths).padStart(8, '0')
  return `${digits.slice(0, -7)}.${digits.slice(-7)}`
}
