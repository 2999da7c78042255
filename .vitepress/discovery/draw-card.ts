import { readFile } from 'node:fs/promises'
import { renderAsync } from '@resvg/resvg-js'
import * as fontkit from 'fontkit'

/** Width and height of a picture that goes with a link, in pixels (https://ogp.me). */
export const cardSize = { width: 1200, height: 630 } as const

/** What stands on a picture. */
export interface Card {
  readonly title: string
  /** Smaller, above the title. */
  readonly section: string
}

type Font = ReturnType<typeof openFont>

const margin = 96

/** The light palette of the site. */
const ink = { paper: '#fdfcf8', text: '#23272b', quiet: '#565d63', brand: '#1d5a66' }

/**
 * Draws pictures for previews of links, as PNG, in the font of the headings. Letters become outlines, so that the
 * machine that builds the site needs no fonts.
 *
 * @param fontFile a font as WOFF2.
 * @param mark the mark of the site, as SVG.
 */
export async function createCardDrawer(fontFile: string, mark: string): Promise<(card: Card) => Promise<Buffer>> {
  const font = openFont(await readFile(fontFile))
  return async (card) => {
    const picture = await renderAsync(cardSvg(card, font, mark), { font: { loadSystemFonts: false } })
    return picture.asPng()
  }
}

function openFont(bytes: Buffer) {
  const font = fontkit.create(bytes)
  if (!('layout' in font)) throw new Error('A collection of fonts cannot be drawn with: name one font.')
  return font
}

function cardSvg({ title, section }: Card, font: Font, mark: string): string {
  const { width, height } = cardSize
  const lines = wrapText(title, font, 84, width - 2 * margin)
  const size = lines.length > 3 ? 64 : 84
  const set = lines.length > 3 ? wrapText(title, font, size, width - 2 * margin) : lines
  const first = 330 - ((set.length - 1) * size * 1.2) / 2
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<rect width="${width}" height="${height}" fill="${ink.paper}"/><rect width="${width}" height="12" fill="${ink.brand}"/>`,
    textPath(section, font, 34, margin, 130, ink.quiet),
    ...set.map((line, at) => textPath(line, font, size, margin, first + at * size * 1.2, ink.text)),
    `<g transform="translate(${margin} 502) scale(1.9)" fill="none" stroke="${ink.brand}" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round">`,
    // Its style sheet is for another page.
    ...(mark.match(/<path [^>]*>/g) ?? []),
    '</g>',
    textPath('Parley', font, 44, margin + 76, 550, ink.text),
    '</svg>',
  ].join('')
}

/** Lines of a text that are no longer than `most` pixels, broken between words. */
function wrapText(text: string, font: Font, size: number, most: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`
    if (lines.length > 0 && widthOf(longer, font, size) <= most) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

function widthOf(text: string, font: Font, size: number): number {
  return (font.layout(text).advanceWidth * size) / font.unitsPerEm
}

function textPath(text: string, font: Font, size: number, x: number, y: number, color: string): string {
  const { glyphs, positions } = font.layout(text)
  let at = 0
  const outlines = glyphs.map((glyph, index) => {
    const outline = `<path transform="translate(${at} 0)" d="${glyph.path.toSVG()}"/>`
    at += positions[index]?.xAdvance ?? glyph.advanceWidth
    return outline
  })
  const scale = size / font.unitsPerEm
  return `<g fill="${color}" transform="translate(${x} ${y}) scale(${scale} ${-scale})">${outlines.join('')}</g>`
}
