import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import { DatabaseUnavailable } from '@/db/client'
import { Conflict, DomainError, Invalid, TooMany, fromDatabase, type FieldErrors } from '@/lib/kernel/errors'
import type { ActionErrorCode } from '@/lib/kernel/action-state'
import { log } from './log'
import { smallPage } from './small-page'

/** A refusal as a browser or a program may hear it: nothing of it comes from an unknown error. */
export type Failure = { status: number; code: ActionErrorCode; message: string; fields: FieldErrors; retryAfterSeconds?: number }

const STATUS: Record<ActionErrorCode, number> = {
  signed_out: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  invalid: 400,
  too_many: 429,
  failed: 500,
  unavailable: 503,
}

const SENTENCES: Record<Exclude<ActionErrorCode, 'conflict' | 'too_many' | 'failed'>, string> = {
  signed_out: 'Your session has ended. Sign in again in another tab, then send this once more: what you typed is still here.',
  forbidden: 'You may not do this. Ask an administrator if you should be able to.',
  not_found: 'This does not exist, or it is not yours to see.',
  invalid: 'Please mend what is marked.',
  unavailable:
    'We cannot reach our database at the moment, and nothing was changed. What you typed is still here: please try again in a minute.',
}

const UNCERTAIN = 'The connection broke while this was saved. Please send it again: it is not saved twice.'

/**
 * Translates whatever was thrown; an error that is no DomainError is logged and becomes one generic sentence with the
 * request's id. Signals of Next (redirect, notFound) are thrown on.
 */
export function failureOf(thrown: unknown, requestId: string): Failure {
  unstable_rethrow(thrown)
  const error = fromDatabase(thrown)
  if (!(error instanceof DomainError)) {
    log.error({ requestId, err: describe(error) }, 'request failed')
    return refusal(
      'failed',
      `Something went wrong on our side, and nothing was changed. Please try again; if it happens again, tell us this number: ${requestId}.`,
    )
  }
  if (error instanceof Conflict) return refusal('conflict', error.sentence)
  if (error instanceof TooMany) {
    return {
      ...refusal('too_many', `That was tried too often. Please try again in ${waitWords(error.retryAfterSeconds)}.`),
      retryAfterSeconds: error.retryAfterSeconds,
    }
  }
  if (error instanceof DatabaseUnavailable) {
    log.warn({ requestId, outcome: error.outcome, reason: error.message }, 'database unavailable')
    return { ...refusal('unavailable', error.outcome === 'unknown' ? UNCERTAIN : SENTENCES.unavailable), retryAfterSeconds: 5 }
  }
  const code = error.code as keyof typeof SENTENCES
  return { ...refusal(code, SENTENCES[code]), fields: error instanceof Invalid ? error.fields : {} }
}

/** A refusal by a door itself: nobody is signed in, or the wrong side has come. */
export function doorFailure(code: 'signed_out' | 'forbidden'): Failure {
  return refusal(code, SENTENCES[code])
}

function refusal(code: ActionErrorCode, message: string): Failure {
  return { status: STATUS[code], code, message, fields: {} }
}

function waitWords(seconds: number): string {
  if (seconds <= 90) return `${Math.max(1, Math.ceil(seconds))} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}

// An error of PostgreSQL carries the statement's parameters, and with them what people wrote: they are not logged.
function describe(error: unknown) {
  if (!(error instanceof Error)) return { message: 'a value that is no error was thrown' }
  const { code, constraint_name: constraint } = error as { code?: string; constraint_name?: string }
  const cause: string | undefined = error.cause instanceof Error ? error.cause.message : undefined
  return {
    name: error.name,
    message: error.message.split('\nparams:')[0],
    code,
    constraint,
    cause,
    stack: error.stack?.split('\nparams:')[0],
  }
}

/** RFC 9457 problem details; holds the code, a sentence, the fields and the request's id, nothing else. */
export function problem(failure: Failure, requestId: string): Response {
  const { status, code, message, fields } = failure
  return Response.json(
    { type: 'about:blank', title: message, status, code, ...(Object.keys(fields).length > 0 && { fields }), requestId },
    { status, headers: { 'content-type': 'application/problem+json', ...failureHeaders(failure) } },
  )
}

/** The same for somebody who posted a plain form or followed a link: a small page of its own, without scripts. */
export function failurePage(failure: Failure, back: { href: string; label: string }): Response {
  const title = TITLES[failure.code]
  return smallPage({
    status: failure.status,
    title,
    sentence: failure.message,
    link: back,
    headers: new Headers(failureHeaders(failure)),
  })
}

function failureHeaders({ retryAfterSeconds }: Failure): Record<string, string> {
  return {
    'cache-control': 'private, no-store',
    ...(retryAfterSeconds && { 'retry-after': String(Math.ceil(retryAfterSeconds)) }),
  }
}

const TITLES: Record<ActionErrorCode, string> = {
  signed_out: 'Please sign in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  conflict: 'That has changed meanwhile',
  invalid: 'Something has to be mended',
  too_many: 'Too many attempts',
  failed: 'Something went wrong',
  unavailable: 'We cannot be reached just now',
}
