// Where the bytes of files lie: one interface with two back ends (gateway/folder.ts and gateway/s3.ts). A key is ours alone,
// made of the day and a random id; a file's own name never reaches the storage.
import { toIso, type Instant } from '../kernel/time'
import type { ByteRange } from './range'

export const RENDITIONS = ['thumb', 'large'] as const
/** The two sizes of a preview: beside the words, and filling the screen. */
export type Rendition = (typeof RENDITIONS)[number]

export interface FileStorage {
  /**
   * Takes exactly `size` bytes and keeps them under the key, all or nothing: when `body` throws, its error passes through and
   * nothing is left. Throws StorageFailure when the storage itself cannot.
   */
  put(key: string, body: AsyncIterable<Uint8Array>, size: number): Promise<void>
  /** The bytes, or a part of them. Throws FileMissing and StorageFailure, both before the first byte. */
  get(key: string, range?: ByteRange): Promise<ReadableStream<Uint8Array>>
  /** Forgets the keys; one that is not there is no error. */
  remove(keys: readonly string[]): Promise<void>
  /** All keys of one day. */
  keysOf(day: string): AsyncIterable<string>
  /** Forgets what was begun before that instant and never finished. */
  forgetUnfinished(before: Instant): Promise<void>
  /** An address that serves the file by itself for so many seconds; undefined where the bytes go through us. */
  link(key: string, seconds: number, as: { disposition: string; mediaType: string }): Promise<string | undefined>
}

/** The storage cannot do it now: full, not allowed, away. Nothing was kept. */
export class StorageFailure extends Error {
  constructor(cause: unknown) {
    super(`the storage failed: ${reasonOf(cause)}`, { cause })
    this.name = 'StorageFailure'
  }
}

/** The storage answers, and the file is not there. */
export class FileMissing extends Error {
  constructor(readonly key: string) {
    super(`nothing is stored as ${key}`)
    this.name = 'FileMissing'
  }
}

const KEY = /^\d{4}-\d{2}-\d{2}\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.(thumb|large)\.webp)?$/

/** The day of an instant, in UTC, as keys begin with it. */
export function storageDay(at: Instant): string {
  return toIso(at).slice(0, 10)
}

export function storageKey(at: Instant, id: string): string {
  return `${storageDay(at)}/${id}`
}

export function renditionKey(key: string, rendition: Rendition): string {
  return `${key}.${rendition}.webp`
}

/** Everything that is stored for one file. */
export function keysOfFile(key: string): string[] {
  return [key, ...RENDITIONS.map((rendition) => renditionKey(key, rendition))]
}

/** The key of the file that a stored key belongs to. */
export function fileKeyOf(key: string): string {
  return key.replace(/\.(thumb|large)\.webp$/, '')
}

/** Throws for anything that is no key of ours. */
export function assertStorageKey(key: string): void {
  if (!KEY.test(key)) throw new Error('this is no key of a stored file')
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  return (cause as { code?: string }).code ?? cause.name
}
