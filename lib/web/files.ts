// How files come in and go out over HTTP. Nothing is held in memory: bodies are streams in both directions.
import 'server-only'
import { asActor, type Ctx } from '@/db/context'
import { noteMissing } from '@/lib/files/commands/keeping'
import { receiveUpload } from '@/lib/files/commands/receive'
import { fileStorage } from '@/lib/files/gateway/current'
import { kindOf } from '@/lib/files/media'
import { contentDisposition } from '@/lib/files/name'
import { rangeOf } from '@/lib/files/range'
import { FileMissing, renditionKey, StorageFailure, type Rendition } from '@/lib/files/storage'
import { REFUSALS, sha256OfDigest, UploadRefused } from '@/lib/files/upload'
import type { StoredFile, UploadView } from '@/lib/files/views'
import { NotFound } from '@/lib/kernel/errors'
import { failurePage, problem, type Failure } from './failure'
import { log } from './log'

/** A file is nobody's page: whatever is in it runs nothing, loads nothing and has no origin (ME-09, AB-038). */
const ALONE = { 'content-security-policy': "sandbox; default-src 'none'", 'x-content-type-options': 'nosniff' }
/** How long a signed address of the object storage works. */
const LINK_SECONDS = 60

/** Takes the body of a request as a file. What cannot be kept is answered with its status and a sentence, and leaves nothing. */
export async function acceptUpload(
  ctx: Ctx,
  file: { id: string; name: string },
  request: Request,
): Promise<UploadView | Response> {
  try {
    const { headers, body } = request
    if (headers.has('content-encoding')) throw REFUSALS.packed()
    if (/^multipart\//i.test(headers.get('content-type') ?? '')) throw REFUSALS.notRaw()
    const length = headers.get('content-length')
    if (length === null || !/^\d{1,15}$/.test(length)) throw REFUSALS.noLength()
    return await receiveUpload(ctx, {
      ...file,
      size: Number(length),
      sha256: sha256OfDigest(headers.get('repr-digest')),
      body: body ?? new Response('').body!,
    })
  } catch (error) {
    if (error instanceof UploadRefused) return problem(refused(error.status, error.sentence), ctx.requestId)
    if (!(error instanceof StorageFailure)) throw error
    log.error({ requestId: ctx.requestId, reason: error.message }, 'a file could not be stored')
    return problem(refused(507, 'We cannot store files at the moment. Your text is kept: try again in a minute.'), ctx.requestId)
  }
}

/** A file to save. Videos may be played in a page of ours when `play` is set; every other kind is only ever saved. */
export async function serveFile(ctx: Ctx, file: StoredFile, request: Request, { play }: { play: boolean }): Promise<Response> {
  const inline = play && kindOf(file.mediaType) === 'video'
  const mediaType = kindOf(file.mediaType) === 'other' ? 'application/octet-stream' : file.mediaType
  const disposition = contentDisposition(inline ? 'inline' : 'attachment', file.name)
  const headers = {
    ...ALONE,
    'content-type': mediaType,
    'content-disposition': disposition,
    'accept-ranges': 'bytes',
    'cache-control': inline ? 'private, no-cache' : 'private, no-store',
    etag: `"${file.sha256}"`,
  }
  return answering(ctx, file, request, async () => {
    const link = inline ? undefined : await fileStorage().link(file.storageKey, LINK_SECONDS, { disposition, mediaType })
    if (link) return new Response(null, { status: 303, headers: { location: link, 'cache-control': 'private, no-store' } })
    const unchanged = request.headers.get('if-range') ?? headers.etag
    const range = unchanged === headers.etag ? rangeOf(request.headers.get('range'), file.size) : 'whole'
    if (range === 'impossible') {
      return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${file.size}` } })
    }
    // The framework sends bodies in chunks and says no length.
    if (range === 'whole') return new Response(await fileStorage().get(file.storageKey), { headers })
    const { first, last } = range
    return new Response(await fileStorage().get(file.storageKey, range), {
      status: 206,
      headers: { ...headers, 'content-range': `bytes ${first}-${last}/${file.size}` },
    })
  })
}

/** The preview of a picture: re-encoded by us, and shown again only after asking whether one still may. */
export async function servePreview(ctx: Ctx, file: StoredFile, rendition: Rendition, request: Request): Promise<Response> {
  if (file.preview !== 'made') throw new NotFound('preview')
  const etag = `"${file.sha256}-${rendition}"`
  const headers = { ...ALONE, 'content-type': 'image/webp', 'cache-control': 'private, no-cache', etag }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return answering(ctx, file, request, async () => {
    const body = await fileStorage().get(renditionKey(file.storageKey, rendition))
    return new Response(body, { headers })
  })
}

/** What the storage has lost is answered with 410, logged for those who watch, and noted, so that the case says it (FT-18). */
async function answering(ctx: Ctx, file: StoredFile, request: Request, serve: () => Promise<Response>): Promise<Response> {
  const note = (isMissing: boolean) => noteMissing(asActor(ctx, { kind: 'system', job: 'files' }), file.id, isMissing)
  try {
    const answer = await serve()
    if (file.isMissing) await note(false)
    return answer
  } catch (error) {
    if (error instanceof FileMissing) {
      log.error({ requestId: ctx.requestId, fileId: file.id, key: error.key }, 'ALERT: a file is missing from the storage')
      await note(true)
      return refusedFile(request, refused(410, 'Our storage has lost this file. The people who run it see that.'), ctx.requestId)
    }
    if (!(error instanceof StorageFailure)) throw error
    log.error({ requestId: ctx.requestId, reason: error.message }, 'a file could not be read')
    return refusedFile(request, refused(503, 'We cannot reach our files at the moment. Try again in a minute.'), ctx.requestId)
  }
}

function refusedFile(request: Request, failure: Failure, requestId: string): Response {
  const reads = request.headers.get('sec-fetch-dest') === 'document'
  return reads ? failurePage(failure, { href: '/', label: 'Back to the start' }) : problem(failure, requestId)
}

function refused(status: number, message: string): Failure {
  return { status, code: status >= 500 ? 'unavailable' : 'invalid', message, fields: {} }
}
