import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { writeWithCommit } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { accountManagerId } from '@/lib/identity/queries/account-manager'
import { mailWrites } from '@/lib/jobs/commands'
import { attachmentWrites, takeUploads } from '@/lib/files/commands/uploads'
import type { Customer } from '@/lib/kernel/actor'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import { decideCaseMoments } from '@/lib/sla/commands'
import { statusOfNewCase } from '../case'
import { OpenCaseInput } from '../input'
import { caseReference } from '../number'
import { canOpenCase, mustFollowUp } from '../policy'
import { severityFor } from '../severity'
import { lockVisibleCase } from './lock'
import { messageWrite } from './message'
import { earlierCase, keyWrite, type FormKey } from './once'

/** What the customer is told at once: the number, and by when a person answers. */
export type OpenedCase = { readonly reference: string; readonly firstAnswerDueAt: Instant | null }

type Ground = {
  regionCode: string
  calendarId: string
  policyVersionId: string | null
  casePrefix: string
  /** The account manager, or in absence the backup; null where the category does not ask for them. */
  managerId: string | null
  number: number
  /** Whether the form was sent for the first time. */
  first: boolean
}

/**
 * Opens a case for the customer's organisation: level from the two answers, number, first message, clock, history, the mail
 * that acknowledges it, all in one transaction. The same `key` again returns the same case. Throws Forbidden for staff,
 * Invalid and Conflict with sentences for the form.
 */
export async function openCase(ctx: Ctx, input: OpenCaseInput): Promise<OpenedCase> {
  const { actor } = ctx
  if (!canOpenCase(actor)) throw new Forbidden('cases.open')
  return inTransaction(ctx, (ctx) => open(ctx, actor, input))
}

/**
 * Opens a case in which we answer what a customer asked elsewhere: theirs, in their words, while the history says who opened it.
 * In the running transaction; the caller has decided that it may.
 */
export function openCaseFor(ctx: TxCtx, requester: Requester, input: OpenCaseInput): Promise<OpenedCase> {
  return open(ctx, requester, input)
}

type Requester = Pick<Customer, 'organisationId' | 'userId'>

async function open(ctx: TxCtx, requester: Requester, input: OpenCaseInput): Promise<OpenedCase> {
  const { organisationId, userId } = requester
  const { key, ...words } = input
  const form: FormKey = { organisationId, userId, key, caseId: newId(ctx.now), words }
  const { caseId } = form
  const status = statusOfNewCase(input.category)
  const ground = await readGround(ctx, form, status === 'with_account_manager')
  if (!ground.first) return reopenedForm(ctx, await earlierCase(ctx, form))
  const followUpOfId = input.followUpOf === undefined ? null : await followedCase(ctx, input.followUpOf)

  const files = await takeUploads(ctx, input.files)
  const messageId = newId(ctx.now)
  const workaround = input.workaround ?? 'acceptable'
  const severity = severityFor(input.impact, workaround)
  const { regionCode, calendarId, policyVersionId, managerId, number } = ground
  const details = kept({ username: input.username, site: input.site, project: input.project, browser: input.browser })
  if (policyVersionId === null)
    throw new Conflict('This installation has no support policy yet. Ask your administrator to publish one.')

  const promise = await decideCaseMoments(
    ctx,
    { organisationId, caseId, level: severity, policyVersionId, calendarId, resolved: false, lastAnswerAt: null },
    [{ kind: 'opened', at: ctx.now }],
  )
  const { next } = promise
  const firstAnswerDueAt = next?.dueAt ?? null
  // All of it travels with the commit in one breath: the case first, then the rows that refer to it.
  void ctx.sql`
    insert into cases (organisation_id, id, number, requester_id, category, subject, impact, workaround, worse_note, severity, status, region_code, calendar_id,
      policy_version_id, assignee_id, channel, details, follow_up_of_id, opened_at, last_activity_at, customer_waiting_since,
      next_metric, next_due_at, next_at_risk_at, next_target_minutes, next_calendar_id)
    values (${organisationId}, ${caseId}, ${number}, ${userId}, ${input.category}, ${input.subject}, ${input.impact}, ${workaround},
      ${input.worseNote || null}, ${severity}, ${status}, ${regionCode}, ${calendarId}, ${policyVersionId}, ${managerId}, 'portal',
      ${JSON.stringify(details)}::jsonb, ${followUpOfId}, ${ctx.now}, ${ctx.now}, ${ctx.now},
      ${next?.metric ?? null}, ${firstAnswerDueAt}, ${next?.atRiskAt ?? null}, ${next?.targetMinutes ?? null}, ${next?.calendarId ?? null})`.execute()
  writeWithCommit(ctx, [
    messageWrite(ctx, { organisationId, id: caseId }, { id: messageId, by: 'customer', authorId: userId, body: input.body }),
    ...attachmentWrites(ctx, files, { organisationId, caseId, messageId }),
    ...promise.writes,
    ...historyWrites(
      ctx,
      {
        action: 'case.opened',
        audience: 'customer',
        organisationId,
        caseId,
        after: { severity, status, dueAt: firstAnswerDueAt, channel: 'portal' },
      },
      { type: 'case.changed', audience: 'customer', facts: { number } },
    ),
    ...mailWrites(ctx, {
      kind: 'case_received',
      recipientId: userId,
      organisationId,
      caseId,
      dedupeKey: `received:${caseId}`,
      facts: { dueAt: firstAnswerDueAt, severity },
    }),
    ...(managerId === null
      ? []
      : mailWrites(ctx, {
          kind: 'case_for_account_manager',
          recipientId: managerId,
          organisationId,
          caseId,
          dedupeKey: `manager:${caseId}`,
        })),
  ])
  return { reference: caseReference(ground.casePrefix, number), firstAnswerDueAt }
}

/** Spends the key of the form, reads what the decision stands on, and asks for a case of a region to be shared out there. */
async function readGround(ctx: TxCtx, form: FormKey, forManager: boolean): Promise<Ground> {
  const managerId = forManager ? accountManagerId(ctx) : null
  const shared = forManager ? null : ctx.sql`ask_to_share_out(o.region_code)`
  const [ground] = await ctx.sql<Ground[]>`
    with spent as (${keyWrite(ctx, form)})
    select o.region_code as "regionCode", r.calendar_id as "calendarId", i.current_policy_version_id as "policyVersionId", i.case_prefix as "casePrefix",
      ${managerId}::uuid as "managerId", nextval('case_numbers') as number, spent.first is not null as first,
      case when spent.first then ${shared} end
    from organisations o join regions r on r.code = o.region_code cross join installation i left join spent on true
    where o.id = ${form.organisationId} and o.disabled_at is null`
  if (!ground) throw new NotFound('organisation')
  return ground
}

/** What an earlier sending of the same form was answered with. */
async function reopenedForm(ctx: TxCtx, caseId: string): Promise<OpenedCase> {
  const [earlier] = await ctx.sql<OpenedCase[]>`
    select i.case_prefix || '-' || c.number as reference,
      (select due_at from sla_clocks k where k.case_id = c.id and k.metric = 'first_response' order by k.started_at limit 1) as "firstAnswerDueAt"
    from cases c cross join installation i where c.id = ${caseId}`
  if (!earlier) throw new NotFound('case')
  return earlier
}

async function followedCase(ctx: TxCtx, reference: string): Promise<string> {
  const earlier = await lockVisibleCase(ctx, reference)
  if (!mustFollowUp(earlier, ctx.now))
    throw new Invalid({ followUpOf: [`${reference} can still be answered: write there, and it continues.`] })
  return earlier.id
}

function kept(details: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== ''))
}
