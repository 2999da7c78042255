import { SdkError } from '@parley/sdk'
import { DifyClient } from '@parley/sdk/dify'

try {
  const dify = DifyClient.fromEnvironment()
  await dify.chat.send({ query: 'Hello' })
} catch (error) {
  if (!SdkError.isInstance(error)) throw error
  console.log(`${error.name}, ${error.code}`)
  console.log(error.message)
}
