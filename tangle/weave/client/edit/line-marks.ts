import {
  type EditorState,
  type Extension,
  RangeSetBuilder,
  StateEffect,
  StateField,
  type Text,
} from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import { mapLines } from './compare-lines.ts'

/** What is known of the lines of the page's text, 1-based. */
export interface PageLines {
  readonly text: string
  /** Those that blocks of this page show. */
  readonly shown: ReadonlySet<number>
}

const setLight = StateEffect.define<number | undefined>()
const setFragment = StateEffect.define<ReadonlySet<number>>()

const lit = Decoration.line({ class: 'edit-lit' })

const light = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(decorations, transaction) {
    let updated = decorations.map(transaction.changes)
    for (const effect of transaction.effects) {
      if (!effect.is(setLight)) continue
      const at = effect.value === undefined ? undefined : startOfLine(transaction.state, effect.value)
      updated = at === undefined ? Decoration.none : Decoration.set(lit.range(at))
    }
    return updated
  },
  provide: (field) => EditorView.decorations.from(field),
})

/** Where a line begins. There is none beyond the end. */
export function startOfLine({ doc }: EditorState, line: number): number {
  return doc.line(Math.min(Math.max(line, 1), doc.lines)).from
}

/** Lights one line, such as that of an error, or none. */
export function lightLine(line: number | undefined): StateEffect<unknown> {
  return setLight.of(line)
}

/** Marks the lines of the page's text that belong to one of its blocks. */
export function markFragment(lines: ReadonlySet<number>): StateEffect<unknown> {
  return setFragment.of(lines)
}

/** Marks lines that blocks of the page show, wherever they are now, and those that the reader has changed. */
export function lineMarks({ text, shown }: PageLines): Extension {
  const draw = (doc: Text, fragment: ReadonlySet<number>): DecorationSet => {
    const builder = new RangeSetBuilder<Decoration>()
    mapLines(text, doc.toString()).forEach((original, at) => {
      if (at >= doc.lines) return
      const name =
        original === undefined
          ? 'edit-changed'
          : fragment.has(original)
            ? 'edit-shown edit-fragment'
            : shown.has(original)
              ? 'edit-shown'
              : ''
      const { from } = doc.line(at + 1)
      if (name !== '') builder.add(from, from, Decoration.line({ class: name }))
    })
    return builder.finish()
  }
  const marks = StateField.define<{ readonly fragment: ReadonlySet<number>; readonly decorations: DecorationSet }>({
    create: ({ doc }) => ({ fragment: new Set(), decorations: draw(doc, new Set()) }),
    update(value, { docChanged, effects, state }) {
      const effect = effects.find((one) => one.is(setFragment))
      if (!docChanged && !effect) return value
      const fragment: ReadonlySet<number> = effect?.value ?? value.fragment
      return { fragment, decorations: draw(state.doc, fragment) }
    },
    provide: (field) => EditorView.decorations.from(field, ({ decorations }) => decorations),
  })
  return [marks, light]
}
