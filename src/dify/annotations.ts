import type { CallOptions } from '../core/http/index.ts'
import {
  type Annotation,
  type AnnotationJob,
  fromWireAnnotation,
  fromWireAnnotationJob,
} from '../platforms/dify/annotation.ts'
import { DIFY_PATHS } from '../platforms/dify/wire.ts'
import type { DifyContext } from './context.ts'
import { type ListOptions, listOf, readOne } from './lists.ts'
import type { Pages } from './pages.ts'

/** Which annotations are listed, and how many at once. */
export interface AnnotationListOptions extends ListOptions {
  /** Only those with this in the question or the answer. Default: all. */
  keyword?: string | undefined
}

/** A question, and the answer that is given to it from now on. */
export interface AnnotationText {
  /** The question to answer. Questions that are like it get the answer as well. */
  question: string
  /** The text that users get, word for word. */
  answer: string
}

/** When a question counts as one that has been answered. */
export interface AnnotationReplySettings {
  /** How alike two questions have to be, up to 1. */
  scoreThreshold: number
  /** The provider of the model that compares questions, by its name in Dify. */
  embeddingProvider: string
  /** The embedding model that compares questions, by its name in Dify. */
  embeddingModel: string
}

/** Answers that humans have written, for questions that come again. Of the whole app, whoever asks. */
export class Annotations {
  readonly #context: DifyContext

  constructor(context: DifyContext) {
    this.#context = context
  }

  /** All annotations, the newest first. */
  list({ keyword, ...options }: AnnotationListOptions = {}): Pages<Annotation> {
    const next = (_: unknown, page: string | undefined) => String(Number(page ?? 1) + 1)
    const list = { path: DIFY_PATHS.annotations, query: { keyword }, cursor: 'page', read: fromWireAnnotation, next }
    return listOf(this.#context, list, options)
  }

  /** Stores an answer for a question. */
  create({ question, answer }: AnnotationText, options: CallOptions = {}): Promise<Annotation> {
    const request = { method: 'POST' as const, path: DIFY_PATHS.annotations, json: { question, answer }, ...options }
    return readOne(this.#context, request, 'an annotation', fromWireAnnotation)
  }

  /**
   * Changes an annotation, question and answer together.
   *
   * @throws NotFoundError there is no such annotation
   */
  update(annotationId: string, { question, answer }: AnnotationText, options: CallOptions = {}): Promise<Annotation> {
    const path = DIFY_PATHS.annotation(annotationId)
    const request = { method: 'PUT' as const, path, json: { question, answer }, ...options }
    return readOne(this.#context, request, 'an annotation', fromWireAnnotation)
  }

  /**
   * Removes an annotation: the app answers the question itself again.
   *
   * @throws NotFoundError there is no such annotation
   */
  async delete(annotationId: string, options: CallOptions = {}): Promise<void> {
    const path = DIFY_PATHS.annotation(annotationId)
    const reply = await this.#context.http.open({ method: 'DELETE', path, ...options })
    await reply.text()
  }

  /** Has the app answer by annotation from now on. The server takes its time: see `jobStatus`. */
  enableReply(settings: AnnotationReplySettings, options: CallOptions = {}): Promise<AnnotationJob> {
    return this.#setReply('enable', settings, options)
  }

  /** Has the app answer by annotation no longer. The server wants the settings nevertheless. */
  disableReply(settings: AnnotationReplySettings, options: CallOptions = {}): Promise<AnnotationJob> {
    return this.#setReply('disable', settings, options)
  }

  /**
   * How far the server is with `enableReply` or `disableReply`.
   *
   * @throws BadRequestError there is no such job
   */
  jobStatus(action: 'enable' | 'disable', jobId: string, options: CallOptions = {}): Promise<AnnotationJob> {
    const request = { method: 'GET' as const, path: DIFY_PATHS.annotationJob(action, jobId), ...options }
    return readOne(this.#context, request, 'a job', fromWireAnnotationJob)
  }

  #setReply(
    action: 'enable' | 'disable',
    { scoreThreshold, embeddingProvider, embeddingModel }: AnnotationReplySettings,
    options: CallOptions,
  ): Promise<AnnotationJob> {
    const json = {
      score_threshold: scoreThreshold,
      embedding_provider_name: embeddingProvider,
      embedding_model_name: embeddingModel,
    }
    const request = { method: 'POST' as const, path: DIFY_PATHS.annotationReply(action), json, ...options }
    return readOne(this.#context, request, 'a job', fromWireAnnotationJob)
  }
}
