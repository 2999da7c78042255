import { BMP } from 'image-size/types/bmp'
import { GIF } from 'image-size/types/gif'
import { JPG } from 'image-size/types/jpg'
import { PNG } from 'image-size/types/png'
import { SVG } from 'image-size/types/svg'
import { WEBP } from 'image-size/types/webp'

const formats = [PNG, JPG, GIF, WEBP, BMP, SVG]

/** `imageSize` of image-size for the formats that browsers show, which is a quarter of the whole. */
export function imageSize(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  const format = formats.find(({ validate }) => validate(bytes))
  if (!format) throw new TypeError('unsupported file type')
  return format.calculate(bytes)
}
