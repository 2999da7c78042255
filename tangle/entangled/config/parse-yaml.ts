import { type Document, parseDocument, type Tags } from 'yaml'

/**
 * YAML as PyYAML reads it, which Entangled uses: version 1.1, where `0755` is octal and `on` is true; but a single `y`
 * or `n` is text. Of a key that is given twice the last value counts.
 */
export function parseYaml(text: string): Document.Parsed {
  return parseDocument(text, { version: '1.1', uniqueKeys: false, customTags: withoutLetters })
}

function withoutLetters(tags: Tags): Tags {
  return tags.map((tag) => {
    if (typeof tag !== 'object' || tag.tag !== 'tag:yaml.org,2002:bool' || !('test' in tag) || !tag.test) return tag
    const { source, flags } = tag.test
    return { ...tag, test: new RegExp(`(?!^[ynYN]$)${source}`, flags) }
  })
}
