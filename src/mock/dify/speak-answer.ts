import type { Run } from './run.ts'

/** Tells an answer as speech, sentence by sentence (Dify specification 4.3). */
export function speakAnswer(run: Run, text: string): void {
  const head = { ...run.ids, task_id: run.message.taskId }
  for (const sentence of text.match(/[^.!?]+[.!?]*/g) ?? []) {
    const words = sentence.match(/\S+/g)?.length ?? 0
    if (words > 0) run.send({ event: 'tts_message', ...head, audio: SILENCE.repeat(words) })
  }
  run.send({ event: 'tts_message_end', ...head, audio: '' })
}

/**
 * A twelfth of a second of silence in base64: three frames of MPEG-1 layer III, with 128 kbit and 44,100 samples each
 * second. The length is a multiple of three, so that pieces may follow each other in base64 as well.
 */
const SILENCE = (() => {
  const frame = `\xff\xfb\x90\x64${'\0'.repeat(413)}`
  return btoa(frame.repeat(3))
})()
