/**
 * Names of models that the platform offers (Unique specification 5.2). On the wire a name is a plain string: one that is
 * not here works as well, if the deployment has it.
 */
export const LanguageModelName = {
  AZURE_GPT_35_TURBO_0125: 'AZURE_GPT_35_TURBO_0125',
  AZURE_GPT_4_0613: 'AZURE_GPT_4_0613',
  AZURE_GPT_4_32K_0613: 'AZURE_GPT_4_32K_0613',
  AZURE_GPT_4_TURBO_2024_0409: 'AZURE_GPT_4_TURBO_2024_0409',
  AZURE_GPT_4o_2024_0513: 'AZURE_GPT_4o_2024_0513',
  AZURE_GPT_4o_2024_0806: 'AZURE_GPT_4o_2024_0806',
  AZURE_GPT_4o_2024_1120: 'AZURE_GPT_4o_2024_1120',
  AZURE_GPT_4o_MINI_2024_0718: 'AZURE_GPT_4o_MINI_2024_0718',
  AZURE_GPT_41_2025_0414: 'AZURE_GPT_41_2025_0414',
  AZURE_GPT_41_MINI_2025_0414: 'AZURE_GPT_41_MINI_2025_0414',
  AZURE_GPT_41_NANO_2025_0414: 'AZURE_GPT_41_NANO_2025_0414',
  AZURE_o1_2024_1217: 'AZURE_o1_2024_1217',
  AZURE_o3_2025_0416: 'AZURE_o3_2025_0416',
  AZURE_o3_MINI_2025_0131: 'AZURE_o3_MINI_2025_0131',
  AZURE_o4_MINI_2025_0416: 'AZURE_o4_MINI_2025_0416',
  AZURE_GPT_5_2025_0807: 'AZURE_GPT_5_2025_0807',
  AZURE_GPT_5_MINI_2025_0807: 'AZURE_GPT_5_MINI_2025_0807',
  AZURE_GPT_5_NANO_2025_0807: 'AZURE_GPT_5_NANO_2025_0807',
  AZURE_GPT_51_2025_1113: 'AZURE_GPT_51_2025_1113',
  AZURE_GPT_52_2025_1211: 'AZURE_GPT_52_2025_1211',
  AZURE_GPT_54_2026_0305: 'AZURE_GPT_54_2026_0305',
  AZURE_GPT_55_2026_0424: 'AZURE_GPT_55_2026_0424',
  AZURE_GPT_56_SOL_2026_0709: 'AZURE_GPT_56_SOL_2026_0709',
  AZURE_GPT_56_TERRA_2026_0709: 'AZURE_GPT_56_TERRA_2026_0709',
  AZURE_GPT_56_LUNA_2026_0709: 'AZURE_GPT_56_LUNA_2026_0709',
  LITELLM_ANTHROPIC_CLAUDE_SONNET_4_5: 'litellm:anthropic-claude-sonnet-4-5',
  LITELLM_ANTHROPIC_CLAUDE_SONNET_4_6: 'litellm:anthropic-claude-sonnet-4-6',
  LITELLM_ANTHROPIC_CLAUDE_HAIKU_4_5: 'litellm:anthropic-claude-haiku-4-5',
  LITELLM_ANTHROPIC_CLAUDE_OPUS_4_5: 'litellm:anthropic-claude-opus-4-5',
  LITELLM_GEMINI_2_5_PRO: 'litellm:gemini-2-5-pro',
  LITELLM_GEMINI_2_5_FLASH: 'litellm:gemini-2-5-flash',
  LITELLM_GEMINI_3_PRO_PREVIEW: 'litellm:gemini-3-pro-preview',
  LITELLM_DEEPSEEK_V3_1: 'litellm:deepseek-v3-1',
  LITELLM_QWEN_3_235B_A22B: 'litellm:qwen-3-235B-A22B',
} as const

export type LanguageModelName = (typeof LanguageModelName)[keyof typeof LanguageModelName]

/** Models that think first take no temperature but 1 (Unique specification 5.2). */
const FIXED_TEMPERATURE = /^AZURE_(o\d|GPT_5_)/

/** The platform's default is 0, which these models would refuse. */
export function defaultTemperature(model: string): number {
  return FIXED_TEMPERATURE.test(model) ? 1 : 0
}
