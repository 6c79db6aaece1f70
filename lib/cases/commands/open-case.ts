import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { queueMail } from '@/lib/jobs/commands'
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
import { spendKey } from './once'

/** What the customer is told at once: the number, and by when a person answers. */
export type OpenedCase = { readonly reference: string; readonly firstAnswerDueAt: Instant | null }

type Ground = {
  regionCode: string
  calendarId: string
  policyVersionId: string | null
  casePrefix: string
  csmId: string
  backupCsmId: string
  csmDisabled: boolean
  number: number
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

async function open(ctx: TxCtx, actor: Customer, input: OpenCaseInput): Promise<OpenedCase> {
  const caseId = newId(ctx.now)
  const { organisationId, userId } = actor
  const { key, ...words } = input
  const [ground, spent] = await Promise.all([
    readGround(ctx, organisationId),
    spendKey(ctx, { organisationId, userId, key, caseId, words }),
  ])
  if (!spent.first) return reopenedForm(ctx, spent.caseId)
  const followUpOfId = input.followUpOf === undefined ? null : await followedCase(ctx, input.followUpOf)

  const workaround = input.workaround ?? 'acceptable'
  const severity = severityFor(input.impact, workaround)
  const status = statusOfNewCase(input.category)
  const accountManagerId = ground.csmDisabled ? ground.backupCsmId : ground.csmId
  const assigneeId = status === 'with_account_manager' ? accountManagerId : null
  const reference = caseReference(ground.casePrefix, ground.number)
  const details = kept({ username: input.username, site: input.site, project: input.project, browser: input.browser })
  const policyVersionId = ground.policyVersionId
  if (policyVersionId === null)
    throw new Conflict('This installation has no support policy yet. Ask your administrator to publish one.')

  const { next, write } = await decideCaseMoments(
    ctx,
    {
      organisationId,
      caseId,
      level: severity,
      policyVersionId,
      calendarId: ground.calendarId,
      resolved: false,
      lastAnswerAt: null,
    },
    [{ kind: 'opened', at: ctx.now }],
  )
  const firstAnswerDueAt = next?.dueAt ?? null
  // Everything below is sent in one breath and answered in order: the case first, then the rows that refer to it.
  const stored = ctx.sql`
    insert into cases (organisation_id, id, number, requester_id, category, subject, impact, workaround, worse_note, severity, status, region_code, calendar_id,
      policy_version_id, assignee_id, channel, details, follow_up_of_id, opened_at, last_activity_at, customer_waiting_since,
      next_metric, next_due_at, next_at_risk_at, next_target_minutes, next_calendar_id)
    values (${organisationId}, ${caseId}, ${ground.number}, ${userId}, ${input.category}, ${input.subject}, ${input.impact}, ${workaround},
      ${input.worseNote || null}, ${severity}, ${status}, ${ground.regionCode}, ${ground.calendarId}, ${policyVersionId}, ${assigneeId}, 'portal',
      ${JSON.stringify(details)}::jsonb, ${followUpOfId}, ${ctx.now}, ${ctx.now}, ${ctx.now},
      ${next?.metric ?? null}, ${firstAnswerDueAt}, ${next?.atRiskAt ?? null}, ${next?.targetMinutes ?? null}, ${next?.calendarId ?? null})`.execute()
  const said = ctx.sql`
    insert into case_messages (organisation_id, id, case_id, author_id, author_kind, body, created_at)
    values (${organisationId}, ${newId(ctx.now)}, ${caseId}, ${userId}, 'customer', ${input.body}, ${ctx.now})`.execute()
  const promised = write()
  const history = record(
    ctx,
    {
      action: 'case.opened',
      audience: 'customer',
      organisationId,
      caseId,
      after: { severity, status, dueAt: firstAnswerDueAt, channel: 'portal' },
    },
    { type: 'case.changed', audience: 'customer', facts: { number: ground.number } },
  )
  const acknowledged = queueMail(ctx, {
    kind: 'case_received',
    recipientId: userId,
    organisationId,
    caseId,
    dedupeKey: `received:${caseId}`,
    facts: { dueAt: firstAnswerDueAt, severity },
  })
  const handed =
    assigneeId === null
      ? undefined
      : queueMail(ctx, {
          kind: 'case_for_account_manager',
          recipientId: assigneeId,
          organisationId,
          caseId,
          dedupeKey: `manager:${caseId}`,
        })
  await Promise.all([stored, said, promised, history, acknowledged, handed])
  return { reference, firstAnswerDueAt }
}

async function readGround(ctx: TxCtx, organisationId: string): Promise<Ground> {
  const [ground] = await ctx.sql<Ground[]>`
    select o.region_code as "regionCode", r.calendar_id as "calendarId", i.current_policy_version_id as "policyVersionId", i.case_prefix as "casePrefix",
      o.csm_id as "csmId", o.backup_csm_id as "backupCsmId", coalesce(m.disabled_at is not null, false) as "csmDisabled", nextval('case_numbers') as number
    from organisations o join regions r on r.code = o.region_code left join users m on m.id = o.csm_id cross join installation i
    where o.id = ${organisationId} and o.disabled_at is null`
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
