// What leaves the server about a file. The key under which it is stored has no place here.
import type { MediaKind } from './media'

/** How many files one message may carry (AB-099). */
export const FILES_PER_MESSAGE = 20

/** A file that somebody has sent and not used yet. */
export type UploadView = { readonly id: string; readonly name: string; readonly size: number; readonly kind: MediaKind }

/** A file on a message or note. */
export type FileView = UploadView & {
  /** "PNG picture", "Excel workbook". */
  readonly type: string
  /** How large the picture itself is; null where there is no preview (yet). */
  readonly preview: { readonly width: number; readonly height: number } | null
  /** The storage has lost it. */
  readonly isMissing: boolean
}

/** What the door needs to serve a file. */
export type StoredFile = {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly size: number
  readonly sha256: string
  readonly storageKey: string
  readonly preview: 'none' | 'waiting' | 'made' | 'refused'
  readonly isMissing: boolean
}
