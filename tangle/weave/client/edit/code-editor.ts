import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands'
import { typescriptLanguage } from '@codemirror/lang-javascript'
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { EditorState, Prec } from '@codemirror/state'
import { drawSelection, EditorView, type KeyBinding, keymap, lineNumbers } from '@codemirror/view'
import { highlighter } from './highlight.ts'
import { lightLine, lineMarks, markFragment, type PageLines, startOfLine } from './line-marks.ts'

export interface CodeEditorOptions {
  readonly text: string
  readonly pageLines: PageLines
  readonly label: string
  /** The id of the element that says how the keyboard gets out. */
  readonly hintId: string
  readonly onChange: () => void
  readonly onRun: () => void
  /** Stops what runs; false if nothing does. */
  readonly onStop: () => boolean
  /** The Tab key leaves the editor, or no longer does. */
  readonly onTabLeaves: (leaves: boolean) => void
}

/** The text of a program, to be changed. */
export class CodeEditor {
  readonly #view: EditorView

  constructor(options: CodeEditorOptions) {
    const attributes = {
      ...{ 'aria-label': options.label, 'aria-describedby': options.hintId },
      ...{ tabindex: '0', translate: 'no' },
    }
    this.#view = new EditorView({
      doc: options.text,
      extensions: [
        Prec.highest(keymap.of(ownKeys(options))),
        leaveByTab(options),
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        indentUnit.of('  '),
        EditorState.tabSize.of(2),
        bracketMatching(),
        typescriptLanguage,
        syntaxHighlighting(highlighter),
        lineMarks(options.pageLines),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of(attributes),
        EditorView.updateListener.of(({ docChanged }) => {
          if (docChanged) options.onChange()
        }),
      ],
    })
  }

  get root(): HTMLElement {
    return this.#view.dom
  }

  get text(): string {
    return this.#view.state.doc.toString()
  }

  /** Puts another text in place, as a change that can be undone. What both have in common stays where it is. */
  replace(text: string): void {
    const before = this.text
    let from = 0
    while (from < before.length && from < text.length && before[from] === text[from]) from++
    let same = 0
    const most = Math.min(before.length, text.length) - from
    while (same < most && before.at(-1 - same) === text.at(-1 - same)) same++
    const changes = { from, to: before.length - same, insert: text.slice(from, text.length - same) }
    this.#view.dispatch({ changes, userEvent: 'input.replace', effects: lightLine(undefined) })
  }

  /** Lights a line and brings it into sight, or lights none. The page itself does not scroll. */
  light(line: number | undefined): void {
    this.#view.dispatch({ effects: lightLine(line) })
    if (line !== undefined) this.#scrollTo(startOfLine(this.#view.state, line))
  }

  /** Goes to lines of the page's text that belong together, and marks them. */
  showFragment(lines: ReadonlySet<number>, first: number): void {
    const at = startOfLine(this.#view.state, first)
    this.#view.dispatch({ selection: { anchor: at }, effects: markFragment(lines) })
    this.#scrollTo(at)
  }

  #scrollTo(at: number): void {
    // An editor that has just come to the page does not know how high its lines are.
    this.#view.requestMeasure({
      key: 'scroll',
      read: (view) => view.lineBlockAt(at),
      write({ top, bottom }, { scrollDOM }) {
        const isSeen = top >= scrollDOM.scrollTop && bottom <= scrollDOM.scrollTop + scrollDOM.clientHeight
        if (!isSeen) scrollDOM.scrollTop = top - scrollDOM.clientHeight / 4
        scrollDOM.scrollLeft = 0
      },
    })
  }

  focus(): void {
    this.#view.focus()
  }

  /** To be called when the editor is on the page again. */
  measure(): void {
    this.#view.requestMeasure()
  }

  destroy(): void {
    this.#view.destroy()
  }
}

function ownKeys({ onRun, onStop, onTabLeaves }: CodeEditorOptions): KeyBinding[] {
  const run = () => {
    onRun()
    return true
  }
  return [
    { key: 'Mod-Enter', run },
    { key: 'Ctrl-Enter', run },
    {
      key: 'Escape',
      run(view) {
        if (onStop()) return true
        view.setTabFocusMode(true)
        onTabLeaves(true)
        return false
      },
    },
    {
      key: 'Tab',
      run(view) {
        if (!view.state.selection.main.empty) return indentMore(view)
        view.dispatch(view.state.replaceSelection('  '), { scrollIntoView: true, userEvent: 'input' })
        return true
      },
      shift: indentLess,
    },
  ]
}

/** After Escape, Tab goes to what follows the editor, until another key is pressed: nobody is kept in it. */
function leaveByTab({ onTabLeaves }: CodeEditorOptions) {
  const stay = (view: EditorView) => {
    view.setTabFocusMode(false)
    onTabLeaves(false)
  }
  return Prec.highest(
    EditorView.domEventHandlers({
      keydown({ key }, view) {
        if (!['Escape', 'Tab', 'Shift'].includes(key)) stay(view)
      },
      blur: (_, view) => stay(view),
    }),
  )
}
