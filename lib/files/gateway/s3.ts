import 'server-only'
import { Readable } from 'node:stream'
import type { S3Client } from '@aws-sdk/client-s3'
import { DomainError } from '@/lib/kernel/errors'
import type { FilesEnvironment } from '@/lib/kernel/env'
import { assertStorageKey, FileMissing, StorageFailure, type FileStorage } from '../storage'

type S3Settings = Extract<FilesEnvironment, { kind: 's3' }>

/** How long nothing may move before an attempt ends; longer than a sender may pause. */
const SILENT_MS = 60_000
const CONNECT_MS = 5_000

/** Files in a bucket of any object storage that speaks S3. The client is loaded with the first use. */
export function s3Storage(settings: S3Settings, { silentMs = SILENT_MS } = {}): FileStorage {
  const { bucket: Bucket } = settings
  const sdk = once(() => import('@aws-sdk/client-s3'))
  const clientAt = (endpoint: string) =>
    once(async (): Promise<S3Client> => {
      const { S3Client } = await sdk()
      const made = new S3Client({
        endpoint,
        region: settings.region,
        credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
        forcePathStyle: true,
        // Newer checksums travel inside the body, and storages that do not know them keep the framing as content.
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
        requestHandler: { connectionTimeout: CONNECT_MS, socketTimeout: silentMs },
      })
      // Asked for its list, a bucket is a path without a last slash: not every storage signs the slash that the client sends.
      made.middlewareStack.add(
        (next) => (args) => {
          const request = args.request as { path: string }
          request.path = request.path.replace(/(?<=.)\/$/, '')
          return next(args)
        },
        { step: 'build', name: 'pathWithoutLastSlash' },
      )
      return made
    })
  const client = clientAt(settings.endpoint)
  const publicClient = settings.publicUrl === undefined ? undefined : clientAt(settings.publicUrl)

  const remove = async (keys: readonly string[]) => {
    const { DeleteObjectCommand } = await sdk()
    for (const Key of keys) {
      assertStorageKey(Key)
      await failing(async () => (await client()).send(new DeleteObjectCommand({ Bucket, Key })))
    }
  }

  return {
    async put(Key, body, size) {
      assertStorageKey(Key)
      const { PutObjectCommand, HeadObjectCommand } = await sdk()
      const stop = new AbortController()
      let refused: unknown
      // The client does not hear when its source fails: it is told.
      const watched = async function* () {
        try {
          yield* body
        } catch (error) {
          refused = error
          stop.abort()
        }
      }
      try {
        const Body = size === 0 ? await emptied(watched()) : Readable.from(watched())
        const to = await client()
        await to.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: size }), { abortSignal: stop.signal })
        if (refused !== undefined) throw refused
        const { ContentLength } = await to.send(new HeadObjectCommand({ Bucket, Key }))
        if (ContentLength !== size) throw new Error('the storage kept another number of bytes')
      } catch (error) {
        await remove([Key]).catch(() => undefined)
        const cause = refused ?? error
        throw cause instanceof DomainError ? cause : new StorageFailure(cause)
      }
    },

    async get(Key, range) {
      assertStorageKey(Key)
      const { GetObjectCommand } = await sdk()
      const Range = range && `bytes=${range.first}-${range.last}`
      const { Body } = await failing(async () => (await client()).send(new GetObjectCommand({ Bucket, Key, Range })), Key)
      if (!Body) throw new FileMissing(Key)
      return Body.transformToWebStream() as ReadableStream<Uint8Array>
    },

    remove,

    async *keysOf(day) {
      const { ListObjectsV2Command } = await sdk()
      for (let ContinuationToken: string | undefined, more = true; more;) {
        const page = await failing(async () =>
          (await client()).send(new ListObjectsV2Command({ Bucket, Prefix: day, ContinuationToken })),
        )
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key
        ContinuationToken = page.NextContinuationToken
        more = ContinuationToken !== undefined
      }
    },

    // A single put is kept whole or not at all.
    forgetUnfinished: async () => undefined,

    async link(Key, seconds, { disposition, mediaType }) {
      assertStorageKey(Key)
      if (!publicClient) return undefined
      const [{ GetObjectCommand }, { getSignedUrl }] = await Promise.all([sdk(), import('@aws-sdk/s3-request-presigner')])
      const command = new GetObjectCommand({
        Bucket,
        Key,
        ResponseContentDisposition: disposition,
        ResponseContentType: mediaType,
        ResponseCacheControl: 'private, no-store',
      })
      return getSignedUrl(await publicClient(), command, { expiresIn: seconds })
    },
  }
}

async function failing<T>(ask: () => Promise<T>, key?: string): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } }
    if (key !== undefined && (name === 'NoSuchKey' || $metadata?.httpStatusCode === 404)) throw new FileMissing(key)
    throw new StorageFailure(error)
  }
}

/** A body of no bytes, read to its end so that it may still refuse itself. */
async function emptied(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  for await (const chunk of body) if (chunk.length > 0) throw new Error('more bytes came than were told')
  return new Uint8Array(0)
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
