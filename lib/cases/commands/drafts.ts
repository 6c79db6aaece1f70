import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { actorUserId, type Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { joined, NO_DRAFT, type DraftKind, type DraftView, type SavedDraft } from '../drafts'
import type { OfferDraftInput, OfferedDraftInput, SaveDraftInput } from '../input'
import { canAnswer, canKeepDraft, canOfferDraft } from '../policy'
import { named, visibleCases, type Fragment } from '../queries/visible'

/** A case that somebody writes on; their draft waits for nobody's lock. */
type Desk = { organisationId: string; caseId: string; number: number }

/**
 * Keeps what the actor has begun to write; an empty body forgets it. When another page of theirs has saved or sent it meanwhile
 * nothing is kept, and the answer brings what stands there now. Throws NotFound, Forbidden.
 */
export async function saveDraft(ctx: Ctx, input: SaveDraftInput): Promise<SavedDraft> {
  const { actor } = ctx
  if (!canKeepDraft(actor, input.kind)) throw new Forbidden('cases.draft')
  return inTransaction(ctx, async (ctx) => {
    const desk = await deskOf(ctx, input.reference)
    const kept = await lockOwn(ctx, desk.caseId, actor.userId, input.kind)
    // A page that knows a draft which is gone has not heard yet that it was sent: its words do not come back by themselves.
    if (kept.version !== input.version && kept.body !== input.body) return { status: 'overtaken', ...kept }
    if (input.body.trim() === '') {
      await ctx.sql`${ownDraft(ctx, desk.caseId, actor.userId, input.kind, ctx.sql`delete from case_drafts`)}`
      return { status: 'saved', ...NO_DRAFT }
    }
    const saved = await keep(ctx, desk, actor.userId, input.kind, kept.version, input.body)
    // Another page began at the same moment and was first.
    return saved
      ? { status: 'saved', ...saved }
      : { status: 'overtaken', ...(await lockOwn(ctx, desk.caseId, actor.userId, input.kind)) }
  })
}

/**
 * Hands a reply to a colleague who answers customers, to check and send; the actor's own draft goes with it. The case records
 * it, and their open pages hear. Throws NotFound, Forbidden, Invalid for somebody who may not send it.
 */
export async function offerDraft(ctx: Ctx, input: OfferDraftInput): Promise<{ draftId: string }> {
  const { actor } = ctx
  if (!canOfferDraft(actor)) throw new Forbidden('cases.offer_draft')
  const draftId = newId(ctx.now)
  await inTransaction(ctx, async (ctx) => {
    const desk = await deskOf(ctx, input.reference)
    await assertMaySend(ctx, actor, input.colleagueId)
    await ctx.sql`${ownDraft(ctx, desk.caseId, actor.userId, 'reply', ctx.sql`delete from case_drafts`)}`
    await ctx.sql`
      insert into case_drafts (organisation_id, id, case_id, author_id, kind, body, version, saved_at, offered_to, offered_at)
      values (${desk.organisationId}, ${draftId}, ${desk.caseId}, ${actor.userId}, 'reply', ${input.body}, 1, ${ctx.now}, ${input.colleagueId}, ${ctx.now})`
    await record(
      ctx,
      {
        action: 'case.draft_offered',
        audience: 'staff',
        organisationId: desk.organisationId,
        caseId: desk.caseId,
        subjectId: input.colleagueId,
      },
      { type: 'case.noted', audience: 'staff', facts: { number: desk.number } },
    )
  })
  return { draftId }
}

/**
 * Moves an offered reply into the actor's own draft, after what they have begun themselves: the colleague takes it over, or the
 * author takes it back. Throws NotFound, Forbidden.
 */
export async function takeDraft(ctx: Ctx, { draftId }: OfferedDraftInput): Promise<DraftView> {
  const { actor } = ctx
  if (!canOfferDraft(actor)) throw new Forbidden('cases.offer_draft')
  return inTransaction(ctx, async (ctx) => {
    const [offered] = await ctx.sql<(Desk & { body: string })[]>`
      delete from case_drafts d using cases c
      where d.id = ${draftId} and d.offered_to is not null and ${actor.userId} in (d.offered_to, d.author_id)
        and c.organisation_id = d.organisation_id and c.id = d.case_id and ${visibleCases(ctx)}
      returning d.organisation_id as "organisationId", d.case_id as "caseId", c.number, d.body`
    if (!offered) throw new NotFound('draft')
    const taken = await addToReply(ctx, offered, actor.userId, offered.body)
    await record(
      ctx,
      { action: 'case.draft_taken', audience: 'staff', organisationId: offered.organisationId, caseId: offered.caseId },
      { type: 'case.noted', audience: 'staff', facts: { number: offered.number } },
    )
    return taken
  })
}

/** What was sent is no draft any more: a write for the transaction that sends it. */
export function sentDraftWrite(ctx: TxCtx, caseId: string, kind: DraftKind): Fragment {
  return ownDraft(ctx, caseId, actorUserId(ctx.actor), kind, ctx.sql`delete from case_drafts`)
}

/** The case, or the one where it goes on: a page that stands open on a merged case loses nothing of what is typed there. */
async function deskOf(ctx: TxCtx, reference: string): Promise<Desk> {
  const [desk] = await ctx.sql<Desk[]>`
    with recursive way as (
      select c.organisation_id, c.id, c.number, c.merged_into_id from cases c cross join installation i
      where ${named(ctx, reference)} and ${visibleCases(ctx)}
      union all
      select t.organisation_id, t.id, t.number, t.merged_into_id from way w join cases t on t.id = w.merged_into_id)
    select organisation_id as "organisationId", id as "caseId", number from way where merged_into_id is null`
  if (!desk) throw new NotFound('case')
  return desk
}

async function lockOwn(ctx: TxCtx, caseId: string, userId: string, kind: DraftKind): Promise<DraftView> {
  const head = ctx.sql`select body, version, saved_at as "savedAt" from case_drafts`
  const [kept] = await ctx.sql<DraftView[]>`${ownDraft(ctx, caseId, userId, kind, head)} for update`
  return kept ?? NO_DRAFT
}

/** Keeps what follows the version that `lockOwn` found; undefined when it found none and somebody was faster. */
async function keep(
  ctx: TxCtx,
  desk: Desk,
  userId: string,
  kind: DraftKind,
  version: number,
  body: string,
): Promise<DraftView | undefined> {
  const [kept] = await ctx.sql<DraftView[]>`
    insert into case_drafts (organisation_id, id, case_id, author_id, kind, body, version, saved_at)
    values (${desk.organisationId}, ${newId(ctx.now)}, ${desk.caseId}, ${userId}, ${kind}, ${body}, 1, ${ctx.now})
    on conflict (case_id, author_id, kind) where offered_to is null and sends_at is null
      do update set body = excluded.body, version = case_drafts.version + 1, saved_at = excluded.saved_at
      where case_drafts.version = ${version}
    returning body, version, saved_at as "savedAt"`
  return kept
}

/** Puts words after what somebody has begun to reply on a case themselves, in the running transaction. */
export async function addToReply(ctx: TxCtx, desk: Desk, userId: string, body: string): Promise<DraftView> {
  const add = async () => {
    const own = await lockOwn(ctx, desk.caseId, userId, 'reply')
    return keep(ctx, desk, userId, 'reply', own.version, joined(own.body, body))
  }
  // A draft that another page begins at the same moment is there, and locked, the second time.
  return (await add()) ?? (await add())!
}

function ownDraft(ctx: TxCtx, caseId: string, userId: string | null, kind: DraftKind, head: Fragment): Fragment {
  return ctx.sql`${head} where case_id = ${caseId} and author_id = ${userId} and kind = ${kind} and offered_to is null and sends_at is null`
}

async function assertMaySend(ctx: TxCtx, actor: Staff, colleagueId: string): Promise<void> {
  if (colleagueId === actor.userId) throw new Conflict('This is your own draft already: send it yourself, or choose a colleague.')
  const [colleague] = await ctx.sql<{ roles: Staff['roles'] }[]>`
    select s.roles from staff_members s join users u on u.id = s.user_id
    where s.user_id = ${colleagueId} and s.ended_at is null and u.disabled_at is null`
  if (!colleague || !canAnswer({ ...actor, userId: colleagueId, roles: colleague.roles }))
    throw new Invalid({ colleagueId: ['This person does not answer customers. Choose somebody who does.'] })
}
