import { type Highlighter, tagHighlighter, tags } from '@lezer/highlight'

/** Classes for the parts of TypeScript, grouped as the colours of the code that is only read are. */
export const highlighter: Highlighter = tagHighlighter([
  { tag: [tags.keyword, tags.operator, tags.function(tags.punctuation)], class: 'edit-keyword' },
  // A dot is no operator to the eye.
  { tag: tags.derefOperator, class: 'edit-plain' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.character], class: 'edit-string' },
  { tag: tags.special(tags.brace), class: 'edit-keyword' },
  { tag: [tags.number, tags.bool, tags.null, tags.definition(tags.variableName)], class: 'edit-constant' },
  {
    tag: [
      ...[tags.function(tags.variableName), tags.function(tags.propertyName), tags.className, tags.typeName],
      ...[tags.function(tags.definition(tags.variableName)), tags.function(tags.definition(tags.propertyName))],
    ],
    class: 'edit-function',
  },
  { tag: tags.comment, class: 'edit-comment' },
])
