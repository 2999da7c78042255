export type ContentClass = 'image' | 'document'

/**
 * Unique specification 3.4: the class follows from the extension of the file name, not from the type that the platform
 * stores. A fixed table, since tables of MIME types differ from machine to machine.
 */
const CLASSES: ReadonlyMap<string, ContentClass> = new Map([
  ...['jpg', 'jpeg', 'jpe', 'png', 'gif', 'bmp', 'webp', 'tif', 'tiff', 'svg'].map(
    (extension) => [extension, 'image'] as const,
  ),
  ...[
    'pdf',
    'docx',
    'dotx',
    'doc',
    'xlsx',
    'xls',
    'pptx',
    'ppt',
    'csv',
    'htm',
    'html',
    'md',
    'markdown',
    'txt',
    'json',
  ].map((extension) => [extension, 'document'] as const),
])

/** Suffixes that say how a file is packed, and nothing about what it is. */
const COMPRESSION = /\.(gz|bz2|xz|z|br)$/i

/** `undefined` for a file that is neither, which the platform's own client passes over in silence. */
export function classifyContent(key: string): ContentClass | undefined {
  const extension = /[^.]\.([^.]+)$/.exec(key.replace(COMPRESSION, ''))?.[1]
  return extension === undefined ? undefined : CLASSES.get(extension.toLowerCase())
}
