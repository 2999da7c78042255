import { DifyError } from './dify-error.ts'
import type { DifyRoutes } from './route.ts'

/** The description that an app gives of itself (Dify specification 3.10). */
export function addAppRoutes(routes: DifyRoutes): void {
  const common = { method: 'GET', cite: 'Dify specification 3.10', user: 'none', chatOnly: false } as const

  routes.add({
    ...common,
    path: '/info',
    handle({ app }) {
      const { name, description, tags, mode, authorName } = app.settings
      return Response.json({ name, description, tags, mode, author_name: authorName })
    },
  })

  routes.add({
    ...common,
    path: '/parameters',
    handle({ app }) {
      const { settings } = app
      return Response.json({
        opening_statement: settings.openingStatement,
        suggested_questions: settings.suggestedQuestions,
        suggested_questions_after_answer: { enabled: settings.suggestedQuestionsAfterAnswer },
        speech_to_text: { enabled: settings.speechToText },
        text_to_speech: {
          enabled: settings.textToSpeech,
          voice: '',
          language: '',
          autoPlay: settings.autoPlay ? 'enabled' : 'disabled',
        },
        retriever_resource: { enabled: true },
        annotation_reply: { enabled: false },
        more_like_this: { enabled: false },
        user_input_form: settings.userInputForm,
        sensitive_word_avoidance: { enabled: false },
        file_upload: {
          enabled: settings.fileUpload,
          number_limits: settings.fileLimit,
          allowed_file_types: settings.fileTypes,
          allowed_file_extensions: [],
          allowed_file_upload_methods: settings.fileMethods,
          image: {
            enabled: settings.fileUpload && settings.fileTypes.includes('image'),
            number_limits: settings.fileLimit,
            detail: 'high',
            transfer_methods: settings.fileMethods,
          },
        },
        system_parameters: {
          file_size_limit: 15,
          image_file_size_limit: 10,
          audio_file_size_limit: 50,
          video_file_size_limit: 100,
          workflow_file_upload_limit: 10,
        },
      })
    },
  })

  routes.add({ ...common, path: '/meta', handle: () => Response.json({ tool_icons: {} }) })

  routes.add({
    ...common,
    path: '/site',
    handle: ({ app }) =>
      Response.json({
        title: app.settings.name,
        chat_color_theme: '#1C64F2',
        chat_color_theme_inverted: false,
        icon_type: 'emoji',
        icon: '🤖',
        icon_background: '#FFEAD5',
        icon_url: '',
        description: app.settings.description,
        copyright: '',
        privacy_policy: '',
        input_placeholder: '',
        custom_disclaimer: '',
        default_language: 'en-US',
        show_workflow_steps: true,
        use_icon_as_answer_icon: false,
      }),
  })

  routes.add({
    ...common,
    path: '/end-users/:id{uuid}',
    handle({ app, parameters }) {
      const id = parameters.id ?? ''
      const user = app.endUser(id)
      if (user === undefined) throw new DifyError(404, 'end_user_not_found', 'End user not found.')
      const time = new Date(app.now()).toISOString()
      return Response.json({
        id,
        tenant_id: app.id,
        app_id: app.id,
        type: 'service-api',
        external_user_id: user,
        name: user,
        is_anonymous: user === 'DEFAULT-USER',
        session_id: user,
        created_at: time,
        updated_at: time,
      })
    },
  })
}
