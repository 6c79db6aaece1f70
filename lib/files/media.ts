// What a file is, by its first bytes and never by what it is called (AB-039). Only what is listed here is ever shown in a page;
// everything else is a download without a type of its own.

/** How many bytes of the beginning a decision needs. */
export const HEAD_BYTES = 64

export type MediaType =
  | 'image/png'
  | 'image/jpeg'
  | 'image/gif'
  | 'image/webp'
  | 'video/mp4'
  | 'video/quicktime'
  | 'video/webm'
  | 'application/pdf'
  | 'application/zip'
  | 'application/octet-stream'

export type MediaKind = 'image' | 'video' | 'other'

const ascii = (head: Uint8Array, at: number, length: number) => String.fromCharCode(...head.subarray(at, at + length))
const starts = (head: Uint8Array, ...bytes: number[]) => bytes.every((byte, index) => head[index] === byte)

/** The type of a file from its first bytes: one of those we know for certain, else `application/octet-stream`. */
export function mediaTypeOf(head: Uint8Array): MediaType {
  if (starts(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (starts(head, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (/^GIF8[79]a$/.test(ascii(head, 0, 6))) return 'image/gif'
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 4) === 'WEBP') return 'image/webp'
  if (ascii(head, 4, 4) === 'ftyp') return ofIsoContainer(ascii(head, 8, 4))
  // EBML; of its document types only WebM says so in the first bytes, Matroska is not played by browsers.
  if (starts(head, 0x1a, 0x45, 0xdf, 0xa3) && ascii(head, 0, HEAD_BYTES).includes('webm')) return 'video/webm'
  if (ascii(head, 0, 5) === '%PDF-') return 'application/pdf'
  if (starts(head, 0x50, 0x4b, 0x03, 0x04) || starts(head, 0x50, 0x4b, 0x05, 0x06)) return 'application/zip'
  return 'application/octet-stream'
}

/** ISO 14496-12: the brand names the flavour. Pictures (AVIF, HEIC) use the same container and are not decoded. */
function ofIsoContainer(brand: string): MediaType {
  if (brand === 'qt  ') return 'video/quicktime'
  return /^(isom|iso[2-9]|mp4[12]|avc1|M4V |M4VH|M4VP|MSNV|dash|f4v )$/.test(brand) ? 'video/mp4' : 'application/octet-stream'
}

export function kindOf(mediaType: string): MediaKind {
  if (mediaType.startsWith('image/')) return 'image'
  return mediaType.startsWith('video/') ? 'video' : 'other'
}

const WORDS: Partial<Record<string, string>> = {
  'image/png': 'PNG picture',
  'image/jpeg': 'JPEG picture',
  'image/gif': 'GIF picture',
  'image/webp': 'WebP picture',
  'video/mp4': 'MP4 video',
  'video/quicktime': 'QuickTime video',
  'video/webm': 'WebM video',
  'application/pdf': 'PDF document',
  'application/zip': 'ZIP archive',
}
const EXTENSION_WORDS: Partial<Record<string, string>> = {
  docx: 'Word document',
  xlsx: 'Excel workbook',
  pptx: 'PowerPoint presentation',
  csv: 'CSV table',
  txt: 'text file',
  log: 'log file',
}

/** What a file is, in words for a person: "PNG picture", "Excel workbook", "LOG file". */
export function typeWords(mediaType: string, name: string): string {
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase()
  const known = WORDS[mediaType]
  if (known !== undefined && mediaType !== 'application/zip') return known
  return (extension && EXTENSION_WORDS[extension]) ?? known ?? (extension ? `${extension.toUpperCase()} file` : 'file')
}

/** A size as people say it: "0 bytes", "184 kB", "11.4 MB". A kilobyte is 1,000 bytes. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} kB`
  const mega = bytes / 1_000_000
  return `${mega < 99.95 ? mega.toFixed(1).replace(/\.0$/, '') : Math.round(mega)} MB`
}
