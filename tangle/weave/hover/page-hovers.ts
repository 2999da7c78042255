/** Facts about a name in code, for its reader. Plain text; documentation has code between backticks. */
export interface HoverInfo {
  /** `const chatService: ChatService`, cut where it is very long. */
  readonly signature: string
  /** The first paragraph of what its author says about it. */
  readonly documentation?: string
  /** More sections, each with a label and a text: the name of a parameter, `Returns`, `Throws`, `Default`. */
  readonly tags?: readonly (readonly [label: string, text: string])[]
  /** The address of the page that explains it. */
  readonly reference?: string
}

/** How many numbers stand for one name: its line and column in the code, its length, and the index of its info. */
export const spanSize = 4

/** The types of a page, as its script fetches them. */
export interface PageHovers {
  /** Each only once, however often a page mentions it. */
  readonly infos: readonly HoverInfo[]
  /**
   * By the id of the figure of a block, or of the section of a full example: the names in its code in order,
   * {@link spanSize} numbers each. Lines and columns count from 0.
   */
  readonly code: Readonly<Record<string, readonly number[]>>
}

/** The file of a page below the folder of the hovers: `tutorials/set-up.json` for `tutorials/set-up.md`. */
export function hoversFileOf(page: string): string {
  return page.replace(/\.md$/, '.json')
}
