import { DifyClient } from '@parley/sdk/dify'

const dify = DifyClient.fromEnvironment({ user: 'user-123' })

const stream = dify.chat.stream({ query: 'Order tea for the meeting' })
for await (const event of stream) {
  switch (event.event) {
    case 'node_started':
      console.log(`${event.title} …`)
      break
    case 'node_finished':
      console.log(`${event.title}: ${event.status}`)
      break
    case 'human_input_required':
      console.log(`${event.form.nodeTitle} asks: ${event.form.content}`)
      break
  }
}

const { status, answer, forms = [], workflowRunId = '' } = await stream.final()
console.log(`${status}: ${answer.trim()}`)
for (const { title, id } of forms[0]?.actions ?? []) console.log(`  [${title}] is ${id}`)

const token = forms[0]?.formToken ?? ''
await dify.forms.submit(token, { action: 'approve', inputs: { note: 'With milk' } })
const again = await dify.forms.submit(token, { action: 'reject' }).catch((error) => error.code)
console.log(again)

const rest = dify.workflows.events(workflowRunId)
for await (const text of rest.textStream) process.stdout.write(text)
console.log()

const run = await dify.workflows.run(workflowRunId)
console.log(`${run.status} after ${run.totalSteps} steps: ${run.outputs.answer}`)
