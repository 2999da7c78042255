/** A page of the reference, before it is known what else belongs on it. */
export interface PagePlan {
  readonly file: string
  readonly title: string
  /** What one gets here, in a sentence or two. */
  readonly lead: string
  /** The names that it is about, in order. Types that only they use follow by themselves. */
  readonly names: readonly string[]
  readonly package: 'sdk' | 'tangle'
  /** Names of these entry points that belong to no other page come here. */
  readonly takes?: readonly string[]
}

const sdk = 'sdk'
const tangle = 'tangle'

/** A name that no page has is put where it is used, and after that where its entry point's names go. */
export const plan: readonly PagePlan[] = [
  {
    file: 'chat-service',
    title: '`ChatService`: answer in a chat of Unique AI',
    lead: 'One chat, from the side of the app that answers in it: write messages, have a model answer, read the history and the files of the chat, and notice that the user has pressed Stop.',
    names: ['ChatService', 'Cancellation', 'ChatMemory', 'ChatLog', 'Elicitations', 'Download', 'LanguageModelName'],
    package: sdk,
    takes: ['@parley/sdk/unique'],
  },
  {
    file: 'content-service',
    title: '`ContentService`: files and search of Unique AI',
    lead: 'Upload files to a chat or to a folder, search in what the platform knows, and cite what was found.',
    names: ['ContentService', 'contentReference', 'chunkReference'],
    package: sdk,
  },
  {
    file: 'chat-events',
    title: '`chatEvents`: hear from users of Unique AI',
    lead: 'Each message of a user arrives as an event: over a connection that the app keeps open, or by webhook.',
    names: ['chatEvents', 'createWebhookHandler', 'signedWebhookRequest', 'ChatEvent'],
    package: sdk,
  },
  {
    file: 'unique-settings',
    title: '`UniqueSettings`: keys and addresses of Unique AI',
    lead: 'Where the platform is, which app asks, and for whom. Most programs read all of that from the environment.',
    names: ['settingsFromEnvironment', 'UniqueSettings'],
    package: sdk,
  },
  {
    file: 'prompts',
    title: 'Prompts: the messages that a model is sent',
    lead: 'Build the messages of a prompt, with text and images, or take them from the history of a chat.',
    names: ['OpenAIMessageBuilder', 'OpenAIUserMessageBuilder', 'toPromptMessages', 'OpenAIMessage', 'openAIOptions'],
    package: sdk,
  },
  {
    file: 'dify-client',
    title: '`DifyClient`: one app on Dify',
    lead: 'The client for one app of a Dify server. Everything that it can do is behind one of its properties, such as `dify.chat`.',
    names: ['DifyClient', 'App', 'Annotations'],
    package: sdk,
    takes: ['@parley/sdk/dify'],
  },
  {
    file: 'dify-chat',
    title: '`dify.chat`: send, stream and stop',
    lead: 'Send a message to a Dify app and wait for its answer, or read the answer as it is written.',
    names: ['Chat', 'ChatStream', 'ChatRequest', 'ChatReply', 'ChatStreamEvent'],
    package: sdk,
  },
  {
    file: 'dify-conversations',
    title: '`dify.conversations` and `dify.messages`: what was said',
    lead: 'List, rename and delete conversations of a Dify app, read their messages, rate an answer, and ask for questions to go on with.',
    names: ['Conversations', 'Messages', 'Page', 'Pages'],
    package: sdk,
  },
  {
    file: 'dify-workflows',
    title: '`dify.workflows` and `dify.forms`: chatflows that wait',
    lead: 'Follow a run of a chatflow, and answer the forms that it waits for.',
    names: ['Workflows', 'Forms', 'WorkflowRun', 'HumanInputForm', 'WorkflowEvent'],
    package: sdk,
  },
  {
    file: 'dify-files',
    title: '`dify.files` and `dify.audio`: upload, speak and listen',
    lead: 'Upload a file that a message is about, turn text into speech, and speech into text.',
    names: ['Files', 'Audio'],
    package: sdk,
  },
  {
    file: 'requests',
    title: 'Requests: limits, repetitions and logs',
    lead: 'Options that both platforms share: how long a request may take, how often it is repeated, and who hears of it.',
    names: [
      'TransportOptions',
      'CallOptions',
      'Fetch',
      'Logger',
      'consoleLogger',
      'silentLogger',
      'Clock',
      'systemClock',
    ],
    package: sdk,
    takes: ['@parley/sdk'],
  },
  {
    file: 'errors',
    title: 'Errors: what the SDK throws',
    lead: 'Every error that the SDK throws on purpose is of one of these classes. The page on [errors](../errors.md) shows how to handle them, and lists all codes.',
    names: [
      ...['SdkError', 'ApiError', 'BadRequestError', 'AuthenticationError', 'PermissionDeniedError', 'NotFoundError'],
      ...['ConflictError', 'UnprocessableError', 'RateLimitError', 'ServerError', 'InvalidResponseError'],
      ...['ConnectionError', 'TimeoutError', 'AbortError', 'StreamError', 'ConfigurationError'],
    ],
    package: sdk,
  },
  {
    file: 'mock',
    title: '`createMock`: both platforms, in your tests',
    lead: 'Unique AI and Dify as functions from `Request` to `Response`, for tests that need no account and no network, or as a server on your machine.',
    names: ['createMock', 'Mock', 'steppingClock', 'defaultModel', 'serveMock', 'runMockCommand', 'MockPortError'],
    package: sdk,
    takes: ['@parley/sdk/mock'],
  },
  {
    file: 'node',
    title: '`fileFromPath`: files of the disk',
    lead: 'Take a file by its path, for an upload, without reading it at once.',
    names: ['fileFromPath'],
    package: sdk,
    takes: ['@parley/sdk/node'],
  },
  {
    file: 'scenarios',
    title: '`defineScenario`: what the mock plays',
    lead: 'A scenario says what users write, what the model answers, and what goes wrong.',
    names: ['defineScenario', 'Scenario', 'Model', 'Fault', 'DifyAppSettings'],
    package: sdk,
  },
  {
    file: 'tangle-texts',
    title: '`tanglePages`: from pages to programs',
    lead: 'Functions from texts to texts, which run in a browser as well: parse pages, put their blocks together, find where a line comes from, and format what is wrong.',
    names: [
      ...['tanglePages', 'parsePage', 'listBlocks', 'checkUnproven', 'originAt', 'locationAt', 'targetsAt'],
      ...['toSourceMap', 'withInlineSourceMap', 'formatDiagnostics', 'formatLocation', 'Block', 'Diagnostic'],
    ],
    package: tangle,
    takes: ['@parley/tangle/core'],
  },
  {
    file: 'tangle-files',
    title: '`planWrites`: what is written, and where',
    lead: 'Compare programs with a disk, write those that changed, and leave alone what somebody else wrote.',
    names: ['planWrites', 'applyPlan', 'FileSystem', 'MemoryFileSystem', 'NodeFileSystem', 'WriteError'],
    package: tangle,
  },
  {
    file: 'tangle-projects',
    title: '`openProject`: a folder with pages',
    lead: 'Open a folder with its configuration and its pages, check it, and see what writing would change.',
    names: [
      ...['openProject', 'planProject', 'checkProject', 'defineConfig', 'loadConfig', 'TangleConfig', 'ConfigError'],
      ...['openEntangledProject', 'Project'],
    ],
    package: tangle,
    takes: ['@parley/tangle'],
  },
  {
    file: 'tangle-run',
    title: '`runExamples`: run what pages show',
    lead: 'Find the programs and the commands that pages show, run them, and compare what comes out. The plugin for vitest makes a test of each page.',
    names: ['collectExamples', 'runExamples', 'runExample', 'collectCommands', 'runCommands', 'withMissingPrograms'],
    package: tangle,
    takes: ['@parley/tangle/vitest'],
  },
  {
    file: 'tangle-weave',
    title: '`weave`: a site from the same pages',
    lead: 'The plugin for markdown-it and VitePress: captions, links between blocks, full examples, and types on hover.',
    names: [
      'withTangle',
      'extendTheme',
      'weave',
      'openSiteProject',
      'hoverFiles',
      'targetFiles',
      'SiteMap',
      'renderForSearch',
      'installHover',
    ],
    package: tangle,
    takes: ['@parley/tangle/weave', '@parley/tangle/weave/client', '@parley/tangle/vitepress', '@parley/tangle/theme'],
  },
]
