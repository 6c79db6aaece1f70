import 'server-only'
import type { z } from 'zod'
import type { Ctx } from '@/db/context'
import { ownPath } from '@/lib/identity/own-path'
import { DomainError, Forbidden, Invalid } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { currentInstant } from '@/lib/kernel/time'
import { openDoor, type Door, type DoorCtx } from './context'
import { noteDenial } from './denial'
import { doorFailure, failureOf, failurePage, problem, type Failure } from './failure'
import { parseInput, valuesOfForm } from './form-input'
import { isOwnOrigin } from './origin'

export type RouteOptions = {
  /** The most bytes a body may have; 64 KB unless told. */
  maxBytes?: number
  /** `none` leaves the body to the handler, which then reads and limits it itself. */
  body?: 'parsed' | 'none'
  /** What is posted may come from other sites: only for what a signed link allows and no session adds to. */
  fromAnywhere?: true
}

/** Next passes no parameters at all where the path has none. */
type Params = { params: Promise<Record<string, string | string[] | undefined> | undefined> }
type Handler = (request: Request, context: Params) => Promise<Response>
type Answer = Response | Record<string, unknown> | readonly unknown[]

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A route handler behind a door. Input is the query or the body (JSON or a plain form), overridden by the path's own
 * parameters. Anything that changes something must come from our own pages (AB-019). What `run` returns goes out as JSON
 * unless it is a Response; refusals go out as problem JSON, or as a small page to somebody who navigated here.
 */
export function route<D extends Door, Input>(
  door: D,
  schema: z.ZodType<Input>,
  run: (ctx: DoorCtx[D], input: Input, request: Request) => Promise<Answer>,
  options: RouteOptions = {},
): Handler {
  return async (request, { params }) => {
    let requestId = newId(currentInstant())
    let ctx: Ctx | undefined
    try {
      if (!SAFE.has(request.method) && !options.fromAnywhere && !isOwnOrigin(request.headers))
        throw new Forbidden('foreign origin')
      const opened = await openDoor(door)
      requestId = opened.ctx.requestId
      if ('shut' in opened) return answerShut(request, opened.shut, requestId)
      ctx = opened.ctx
      const input = parseInput(schema, { ...(await valuesOf(request, options)), ...defined(await params) })
      const answer = await run(opened.ctx, input, request)
      return answer instanceof Response ? answer : Response.json(answer, { headers: { 'cache-control': 'private, no-store' } })
    } catch (error) {
      if (ctx && error instanceof Forbidden) noteDenial(ctx, error.permission)
      return answerFailure(request, error instanceof BodyRefused ? error.failure : failureOf(error, requestId), requestId)
    }
  }
}

/** A route handler for anybody; it may find out who asks, and refuses foreign origins just the same. */
export function publicRoute<Input>(
  schema: z.ZodType<Input>,
  run: (ctx: Ctx, input: Input, request: Request) => Promise<Answer>,
  options: RouteOptions = {},
): Handler {
  return route('public', schema, run, options)
}

function answerShut(request: Request, shut: 'signed_out' | 'forbidden', requestId: string): Response {
  if (shut === 'signed_out' && isNavigation(request) && SAFE.has(request.method)) {
    const url = new URL(request.url)
    const next = ownPath(url.pathname + url.search)
    return new Response(null, {
      status: 303,
      headers: { location: `/sign-in?next=${encodeURIComponent(next)}`, 'cache-control': 'private, no-store' },
    })
  }
  return answerFailure(request, doorFailure(shut), requestId)
}

function answerFailure(request: Request, failure: Failure, requestId: string): Response {
  if (!isNavigation(request)) return problem(failure, requestId)
  return failurePage(
    failure,
    new URL(request.url).pathname.startsWith('/api/auth/')
      ? { href: '/sign-in', label: 'Back to sign in' }
      : { href: '/', label: 'Back to the start' },
  )
}

function isNavigation(request: Request): boolean {
  const destination = request.headers.get('sec-fetch-dest')
  return (destination === null || destination === 'document') && (request.headers.get('accept') ?? '').includes('text/html')
}

function defined(params: Record<string, unknown> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined))
}

/** A body that is refused before anybody reads it: too large (413), of another kind or packed (415). */
class BodyRefused extends DomainError {
  readonly code = 'invalid'
  readonly failure: Failure
  constructor(status: 413 | 415, message: string) {
    super(message)
    this.failure = { status, code: 'invalid', message, fields: {} }
  }
}

async function valuesOf(
  request: Request,
  { maxBytes = 64 * 1024, body = 'parsed' }: RouteOptions,
): Promise<Record<string, unknown>> {
  if (SAFE.has(request.method) || body === 'none') return valuesOfForm(new URL(request.url).searchParams)
  if (request.headers.has('content-encoding')) throw new BodyRefused(415, 'Packed bodies are not accepted.')
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  const text = await textOf(request, maxBytes)
  if (text === '') return {}
  if (type === 'application/x-www-form-urlencoded') return valuesOfForm(new URLSearchParams(text))
  if (type !== 'application/json') throw new BodyRefused(415, 'Send JSON or a form.')
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // told below, as for any other value that is no object
  }
  throw new Invalid({ '': ['The body is not a JSON object.'] })
}

async function textOf(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = () => new BodyRefused(413, `The body is larger than ${maxBytes} bytes.`)
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge()
  if (!request.body) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
