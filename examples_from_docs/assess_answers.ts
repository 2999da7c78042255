import { chatEvents, settingsFromEnvironment, ChatService } from '@parley/sdk/unique'

const settings = settingsFromEnvironment()

for await (const event of chatEvents(settings)) {
  const chatService = ChatService.fromEvent(event, settings)

  await chatService.modifyAssistantMessage({ content: 'The lake is 252 meters deep.' })

  await chatService.createMessageAssessment({ type: 'HALLUCINATION', status: 'PENDING' })

  const assessment = await chatService.modifyMessageAssessment({
    type: 'HALLUCINATION',
    status: 'DONE',
    label: 'GREEN',
    title: 'The sources say so',
    explanation: 'The depth is on page 3 of the survey.',
  })
  console.log(`${assessment.label}: ${assessment.explanation}`)

  const { assessments = [] } = await chatService.getMessage()
  console.log(`The answer has ${assessments.length} assessment.`)
  await chatService.freeUserInput()
}
