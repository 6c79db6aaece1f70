import 'server-only'
import { cache } from 'react'
import { cookies, headers } from 'next/headers'
import { forbidden, notFound, redirect } from 'next/navigation'
import { after } from 'next/server'
import { DatabaseUnavailable } from '@/db/client'
import { createContext, type Ctx } from '@/db/context'
import { sessionCookieName, sidOfCookie } from '@/lib/identity/gateway'
import { touchSession } from '@/lib/identity/commands/session'
import { ownPath } from '@/lib/identity/own-path'
import { findSession, findSessionEnd } from '@/lib/identity/queries/session'
import { shouldWriteSeen } from '@/lib/identity/session'
import type { SessionIdentity } from '@/lib/identity/views'
import { ANONYMOUS, type Actor, type Customer, type Staff } from '@/lib/kernel/actor'
import { Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { currentInstant } from '@/lib/kernel/time'
import { noteDenial } from './denial'
import { log } from './log'

export type CustomerCtx = Ctx & { readonly actor: Customer }
export type StaffCtx = Ctx & { readonly actor: Staff }
/** Somebody who has signed in, on whichever side. */
export type PersonCtx = Ctx & { readonly actor: Customer | Staff }

/** Which side of the house a page, action or handler belongs to. */
export type Door = 'portal' | 'desk' | 'account' | 'public'
export type DoorCtx = { portal: CustomerCtx; desk: StaffCtx; account: PersonCtx; public: Ctx }

/** Cookie with the organisation that somebody of several organisations acts for. */
export const ORGANISATION_COOKIE = 'organisation'
/** Header in which `proxy.ts` tells a page its own path and query; only used to come back after signing in. */
export const PATH_HEADER = 'x-request-path'

type Here = { base: Ctx; session: SessionIdentity | undefined; customer: Customer | undefined; staff: Staff | undefined }

/** One look-up of the session and one instant for everything that a request asks. */
const here = cache(async (): Promise<Here> => {
  const jar = await cookies()
  const now = currentInstant()
  const base = createContext(ANONYMOUS, now, { requestId: newId(now), rounds: new Map() })
  const sid = await sidOfCookie(jar.get(sessionCookieName())?.value)
  const session = sid ? await findSession(base, sid) : undefined
  if (!session) return { base, session, customer: undefined, staff: undefined }
  if (shouldWriteSeen(session, now)) after(() => writeSeen(base, session.sessionId))
  return { base, session, customer: customerOf(session, jar.get(ORGANISATION_COOKIE)?.value), staff: staffOf(session) }
})

async function writeSeen(ctx: Ctx, sessionId: string): Promise<void> {
  try {
    await touchSession(ctx, sessionId)
  } catch (error) {
    log.warn(
      { requestId: ctx.requestId, reason: error instanceof Error ? error.name : 'unknown' },
      'could not write that a session is in use',
    )
  }
}

function customerOf(session: SessionIdentity, chosen: string | undefined): Customer | undefined {
  const membership = session.memberships.find((each) => each.organisationId === chosen) ?? session.memberships[0]
  if (!membership) return undefined
  return {
    kind: 'customer',
    userId: session.userId,
    organisationId: membership.organisationId,
    isAdministrator: membership.role === 'administrator',
    name: session.name,
    timeZone: session.timeZone,
  }
}

function staffOf(session: SessionIdentity): Staff | undefined {
  if (!session.staff) return undefined
  const { roles, regionCode } = session.staff
  return { kind: 'staff', userId: session.userId, roles, regionCode, name: session.name, timeZone: session.timeZone }
}

function as<A extends Actor>(base: Ctx, actor: A): Ctx & { readonly actor: A } {
  return { ...base, actor }
}

/** The request as whoever sent it: staff before member, anonymous when nobody has signed in. Throws DatabaseUnavailable. */
export async function requestContext(): Promise<Ctx> {
  const { base, staff, customer } = await here()
  return as(base, staff ?? customer ?? ANONYMOUS)
}

/**
 * A customer's page: the context acts for their organisation. Nobody signed in → to the sign-in page and back; staff
 * without a membership → to the desk.
 */
export const portalContext = cache(async (): Promise<CustomerCtx> => {
  const { base, session, staff, customer } = await guarded(here())
  if (customer) return as(base, customer)
  if (staff) redirect('/desk')
  if (session) forbidden()
  return redirect(await guarded(signInPath()))
})

/**
 * Whose home the first page is; undefined for a visitor, who sees what everybody may. Staff without a membership → to the desk; a
 * visitor whose session has ended → to the sign-in page, which says so.
 */
export const homeContext = cache(async (): Promise<CustomerCtx | undefined> => {
  const { session } = await guarded(here())
  if (session || (await guarded(endOfSession()))) return portalContext()
  return undefined
})

/** A page of the desk. Nobody signed in → to the sign-in page and back; a customer → 403. */
export const deskContext = cache(async (): Promise<StaffCtx> => {
  const { base, session, staff, customer } = await guarded(here())
  if (staff) return as(base, staff)
  if (customer) noteDenial(as(base, customer), 'desk')
  if (session) forbidden()
  return redirect(await guarded(signInPath('/desk')))
})

/** A page for anybody who has signed in, acting as staff when they are staff. */
export const accountContext = cache(async (): Promise<PersonCtx> => {
  const { base, session, staff, customer } = await guarded(here())
  const actor = staff ?? customer
  if (actor) return as(base, actor)
  if (session) forbidden()
  return redirect(await guarded(signInPath()))
})

/** Who is here, for shells: no rights follow from it. */
export type RequestIdentity = {
  /** Undefined when nobody has signed in. */
  person: { userId: string; sessionId: string; name: string; email: string; timeZone: string } | undefined
  hasDesk: boolean
  hasPortal: boolean
  staff: Staff | undefined
  customer: Customer | undefined
  organisationName: string | undefined
  organisations: { organisationId: string; organisationName: string }[]
  /** The chosen colours; undefined follows the system. */
  theme: 'light' | 'dark' | undefined
}

/** Who is here and what their shell shows. */
export const identityOfRequest = cache(async (): Promise<RequestIdentity> => {
  const [{ session, staff, customer }, jar] = await Promise.all([guarded(here()), cookies()])
  const theme = jar.get('theme')?.value
  return {
    person: session && {
      userId: session.userId,
      sessionId: session.sessionId,
      name: session.name,
      email: session.email,
      timeZone: session.timeZone,
    },
    hasDesk: staff !== undefined,
    hasPortal: customer !== undefined,
    staff,
    customer,
    organisationName: session?.memberships.find((each) => each.organisationId === customer?.organisationId)?.organisationName,
    organisations:
      session?.memberships.map(({ organisationId, organisationName }) => ({ organisationId, organisationName })) ?? [],
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
  }
})

/** The id of the session that this request came with; throws Forbidden when there is none. */
export async function currentSessionId(): Promise<string> {
  const { session } = await here()
  if (!session) throw new Forbidden('account')
  return session.sessionId
}

/**
 * A question that a long answer asks again and again: who is behind this request's session now, undefined when nobody is.
 * Throws DatabaseUnavailable.
 */
export async function watchSession(): Promise<() => Promise<Staff | Customer | undefined>> {
  const jar = await cookies()
  const sid = await sidOfCookie(jar.get(sessionCookieName())?.value)
  const organisation = jar.get(ORGANISATION_COOKIE)?.value
  return async () => {
    const session = sid ? await findSession(createContext(ANONYMOUS, currentInstant()), sid) : undefined
    return session && (staffOf(session) ?? customerOf(session, organisation))
  }
}

/** The context of an action or handler, or why the door stays shut. Never redirects. */
export async function openDoor<D extends Door>(
  door: D,
): Promise<{ ctx: DoorCtx[D] } | { shut: 'signed_out' | 'forbidden'; ctx: Ctx }> {
  const { base, session, staff, customer } = await here()
  const actors: Record<Door, Actor | undefined> = {
    portal: customer,
    desk: staff,
    account: staff ?? customer,
    public: staff ?? customer ?? ANONYMOUS,
  }
  const actor = actors[door]
  if (actor) return { ctx: as(base, actor) as unknown as DoorCtx[D] }
  return { shut: session ? 'forbidden' : 'signed_out', ctx: base }
}

/** The sign-in page's address that leads back to where the visitor wanted to go, and says why their session has ended. */
async function signInPath(fallback = '/'): Promise<string> {
  const path = ownPath((await headers()).get(PATH_HEADER), { fallback })
  const ended = await endOfSession()
  const query = new URLSearchParams({ ...(path !== '/' && { next: path }), ...(ended && { ended }) })
  return query.size === 0 ? '/sign-in' : `/sign-in?${query}`
}

/** Why the session that the request names has ended; undefined where it names none. */
async function endOfSession() {
  const sid = await sidOfCookie((await cookies()).get(sessionCookieName())?.value)
  return sid ? findSessionEnd((await here()).base, sid) : undefined
}

/** Digest of the error that `error.tsx` recognises: our database is away, and asking again will help. */
export const UNAVAILABLE_DIGEST = 'unavailable'

/**
 * Awaits what a page reads: NotFound and a malformed address become the 404 page, Forbidden the 403 page, and a database
 * that is away an error whose digest is `unavailable`.
 */
export async function guarded<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof NotFound || error instanceof Invalid) notFound()
    if (error instanceof Forbidden) {
      const { base, staff, customer } = await here()
      noteDenial(as(base, staff ?? customer ?? ANONYMOUS), error.permission)
      forbidden()
    }
    if (error instanceof DatabaseUnavailable)
      throw Object.assign(new Error('unavailable', { cause: error }), { digest: UNAVAILABLE_DIGEST })
    throw error
  }
}
