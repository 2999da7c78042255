import { operationsOf } from './operation.ts'

/** Every operation of the Dify specification, in its order (3.0). */
export const difyOperations = [
  ...operationsOf('dify', '3.1', [['POST /chat-messages', 'send a message', 'dify.chat.send, dify.chat.stream']]),
  ...operationsOf('dify', '3.2', [['POST /chat-messages/{task_id}/stop', 'stop an answer', 'dify.chat.stop']]),
  ...operationsOf('dify', '3.3', [
    ['GET /messages/{message_id}/suggested', 'follow-up questions', 'dify.messages.suggested'],
  ]),
  ...operationsOf('dify', '5.1', [['POST /files/upload', 'upload a file', 'dify.files.upload']]),
  ...operationsOf('dify', '5.3', [['GET /files/{file_id}/preview', 'the bytes of a file', 'dify.files.preview']]),
  ...operationsOf('dify', '3.4', [['GET /conversations', 'list conversations', 'dify.conversations.list']]),
  ...operationsOf('dify', '3.5', [['GET /messages', 'history of a conversation', 'dify.messages.list']]),
  ...operationsOf('dify', '3.6', [
    ['POST /conversations/{conversation_id}/name', 'rename a conversation', 'dify.conversations.rename'],
  ]),
  ...operationsOf('dify', '3.7', [
    ['DELETE /conversations/{conversation_id}', 'delete a conversation', 'dify.conversations.delete'],
  ]),
  ...operationsOf('dify', '3.8', [
    ['GET /conversations/{conversation_id}/variables', 'variables of a conversation', 'dify.conversations.variables'],
    [
      'PUT /conversations/{conversation_id}/variables/{variable_id}',
      'set a variable',
      'dify.conversations.setVariable',
    ],
  ]),
  ...operationsOf('dify', '3.9', [
    ['POST /messages/{message_id}/feedbacks', 'rate an answer, or take the rating back', 'dify.messages.feedback'],
    ['GET /app/feedbacks', 'all ratings of the app', 'dify.app.feedbacks'],
  ]),
  ...operationsOf('dify', '3.10', [
    ['GET /info', 'name and mode of the app', 'dify.app.info'],
    ['GET /parameters', 'features and form of the app', 'dify.app.parameters'],
    ['GET /meta', 'icons of its tools', 'dify.app.meta'],
    ['GET /site', 'looks of its web page', 'dify.app.site'],
    ['GET /end-users/{end_user_id}', 'an end user', 'dify.app.endUser'],
  ]),
  ...operationsOf('dify', '3.11', [
    ['POST /audio-to-text', 'speech to text', 'dify.audio.toText'],
    ['POST /text-to-audio', 'text to speech', 'dify.audio.fromText, dify.audio.fromMessage'],
  ]),
  ...operationsOf('dify', '3.12', [
    ['GET /apps/annotations', 'list annotations', 'dify.annotations.list'],
    ['POST /apps/annotations', 'add an annotation', 'dify.annotations.create'],
    ['PUT /apps/annotations/{annotation_id}', 'change an annotation', 'dify.annotations.update'],
    ['DELETE /apps/annotations/{annotation_id}', 'delete an annotation', 'dify.annotations.delete'],
    [
      'POST /apps/annotation-reply/{action}',
      'switch replies by annotation on or off',
      'dify.annotations.enableReply, dify.annotations.disableReply',
    ],
    ['GET /apps/annotation-reply/{action}/status/{job_id}', 'how far that is', 'dify.annotations.jobStatus'],
  ]),
  ...operationsOf('dify', '3.13', [
    ['GET /workflow/{workflow_run_id}/events', 'events of a run', 'dify.workflows.events'],
    ['GET /workflows/run/{workflow_run_id}', 'a run', 'dify.workflows.run'],
    ['GET /form/human_input/{form_token}', 'the form that a run waits for', 'dify.forms.get'],
    ['POST /form/human_input/{form_token}', 'fill in the form', 'dify.forms.submit'],
  ]),
]
