// What may be sent: how large, how fast, how many, and in which words it is refused.
import { z } from 'zod'
import { DomainError } from '../kernel/errors'
import { Id } from '../kernel/ids'
import { sizeWords } from './media'
import { FILES_PER_MESSAGE } from './views'

/** The files of a message, as its form names them. */
export const UploadIds = z
  .array(Id)
  .max(FILES_PER_MESSAGE, `A message carries at most ${FILES_PER_MESSAGE} files.`)
  .refine((ids) => new Set(ids).size === ids.length, 'A file is named twice.')

/** A sender must stay above this, over each window of waiting for it (AB-045). */
export const PACE: Pace = { windowMs: 30_000, leastBytesPerSecond: 4_000 }
export type Pace = { readonly windowMs: number; readonly leastBytesPerSecond: number }

/** An upload that is not taken: nothing of it is kept. `status` is that of HTTP, `sentence` for the person. */
export class UploadRefused extends DomainError {
  readonly code = 'invalid'
  constructor(
    readonly status: 400 | 408 | 411 | 413 | 415 | 422,
    readonly sentence: string,
  ) {
    super(sentence)
    this.name = 'UploadRefused'
  }
}

export const REFUSALS = {
  tooLarge: (maxBytes: number) =>
    new UploadRefused(413, `This file is larger than ${sizeWords(maxBytes)}. Make it shorter or smaller and try again.`),
  noLength: () => new UploadRefused(411, 'The size of the file was not told.'),
  packed: () => new UploadRefused(415, 'Packed bodies are not accepted.'),
  notRaw: () => new UploadRefused(415, 'Send the file itself as the body.'),
  tooSlow: () => new UploadRefused(408, 'The connection was too slow, and the upload stopped. Try again.'),
  cutOff: (received: number) => new UploadRefused(400, `The connection was lost at ${sizeWords(received)}. Try again.`),
  damaged: () => new UploadRefused(422, 'The file was damaged on its way. Try again.'),
} as const

/** The digest of RFC 9530 as hexadecimal digits; undefined when the sender gives none that we check. */
export function sha256OfDigest(header: string | null): string | undefined {
  const base64 = /(?:^|,)\s*sha-256=:([A-Za-z0-9+/]{43}=):/.exec(header ?? '')?.[1]
  return base64 && Buffer.from(base64, 'base64').toString('hex')
}
