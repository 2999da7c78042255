import type { Component } from 'vue'
import type { RunState } from './session.ts'

/** The handles that a pane has on its run. */
export interface PaneRun {
  /** The name of the example. */
  readonly name: string
  /** Sends something that can be cloned to the world of the run. */
  send(message: unknown): void
  /** A link to a line of the program, 1-based, which lights it. */
  link(line: number): HTMLElement
}

/** Parts of a run that a site shows beside the output. */
export interface Pane {
  /** Stands in the panel of the run. Hidden as long as there is nothing to see. */
  readonly root: HTMLElement
  /** Beside the output, or below it over the whole width. Default `below`. */
  readonly place?: 'beside' | 'below'
  /** A run begins: what the last one has left goes. */
  clear(): void
  /** Something that the world has told. */
  event(event: unknown): void
  /** A line that an expectation with `transcript=` is compared with. */
  transcript?(line: string): void
  /** The run is in another state now. */
  state?(state: RunState): void
}

/** The default export of a pane's module. */
export type CreatePane = (run: PaneRun) => Pane

/** Loads the panes of the site, in their order. One that is no function is a Vue component. */
export type LoadPanes = () => Promise<readonly (CreatePane | Component)[]>
