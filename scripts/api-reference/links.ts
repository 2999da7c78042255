import { headingId } from '../../.vitepress/heading-id.ts'

/** Where each name of the reference is explained. */
export class Links {
  readonly #places = new Map<string, { readonly file: string; readonly id: string }>()
  readonly #taken = new Map<string, number>()
  readonly #page: string

  constructor(page = '') {
    this.#page = page
  }

  /** To be called for the headings of a page from its top: the second of a kind gets a number, as on the site. */
  add(key: string, file: string, heading: string): void {
    const id = headingId(heading)
    const place = `${file}#${id}`
    const count = this.#taken.get(place) ?? 0
    this.#taken.set(place, count + 1)
    this.#places.set(key, { file, id: count === 0 ? id : `${id}-${count}` })
  }

  /** The same, as seen from a page. */
  from(page: string): Links {
    const other = new Links(page)
    for (const [key, place] of this.#places) other.#places.set(key, place)
    return other
  }

  has(key: string): boolean {
    return this.#places.has(key)
  }

  /** The address for a link. */
  to(key: string): string {
    const place = this.#places.get(key)
    if (!place) throw new Error(`${key} has no place in the reference.`)
    return place.file === this.#page ? `#${place.id}` : `./${place.file}.md#${place.id}`
  }
}
