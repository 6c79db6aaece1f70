// What an act of the access matrix is asked about. Used by tests only.
import type { Ctx } from '@/db/context'
import type { World } from '@/db/seed/world'
import type { Instant } from '@/lib/kernel/time'

/** What a function is asked about: a case of A, A itself, and an organisation with one member that nobody needs afterwards. */
export type Target = {
  reference: string
  /** A file on the first message of the case. */
  fileId: string
  organisationId: string
  /** A request of A's requester, for functions about services. */
  requestReference: string
  /** Work of A that can be billed, and a bill of it as far as a function of its name begins from. */
  bill: { engagementId: string; invoiceId: string }
  /** A leave of the agent, for functions about shifts. */
  absenceId: string
  spare: {
    organisationId: string
    userId: string
    sessionId: string
    tokens: { link: string; reset: string; invitation: string }
  }
  world: World
  at: Instant
}
export type Act = (ctx: Ctx, target: Target) => Promise<unknown>
/** By the name of a row (lib/web/access-matrix.ts). */
export type Acts = Record<string, Act>

/** A request of A's requester, and all that goes on about it. */
export type Asked = Pick<Target, 'world' | 'at' | 'requestReference'>
/** How far a thing is taken: to where a function of this name begins from. `sessionId` is A's administrator's, who signs. */
export type Until = { name: string; sessionId: string }

/** The case that is asked about when nothing is there. */
export const NOT_THERE = 'HS-999999999'
