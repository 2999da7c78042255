import { defineScenario } from '@parley/sdk/mock'

export default defineScenario({
  dify: { mode: 'advanced-chat', userInputForm: [] },
  model({ form }) {
    if (form !== undefined) return form.action === 'approve' ? `Ordered. Your note: ${form.inputs.note}` : 'Left.'
    const humanInput = {
      content: 'Shall I order tea?',
      inputs: [{ type: 'paragraph' as const, name: 'note' }],
      actions: [
        { id: 'approve', title: 'Order it' },
        { id: 'reject', title: 'Leave it' },
      ],
    }
    return { deltas: ['I would order ', 'tea for four. '], humanInput }
  },
})
