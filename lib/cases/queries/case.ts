import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { coveredManager, withAccountManager } from '@/lib/identity/queries/account-manager'
import { NotFound } from '@/lib/kernel/errors'
import { listCaseFiles } from '@/lib/files/queries'
import type { FileView } from '@/lib/files/views'
import type { Instant } from '@/lib/kernel/time'
import { openState } from '@/lib/sla/calendar'
import { ledgerOf } from '@/lib/sla/ledger'
import { getCalendars, getPolicyVersion, listClocks } from '@/lib/sla/queries'
import { levelOf, type Level } from '@/lib/sla/support-policy'
import { isFinal, isUnresolved, outcomesFor, reopenableUntil, type CaseCategory, type CaseStatus } from '../case'
import { historyFact, type AuditRow } from '../history'
import { canAnswer, canConfirmSolved, canNote, canRateCase, canReplyAsCustomer, canSeeNotes } from '../policy'
import type { Impact, Workaround } from '../severity'
import type {
  AccountManagerView,
  DeskCaseView,
  HistoryView,
  MessageView,
  NoteView,
  PersonView,
  RequesterCaseView,
} from '../views'
import { isJudgedAsService } from '../rating'
import { countRatings, questionOf } from './ratings'
import { draftsOn } from './drafts'
import { linksOf } from './links'
import { listMerged } from './merge'
import { tagsOf } from './tags'
import { named, visibleCases } from './visible'

type CaseRow = {
  id: string
  organisationId: string
  reference: string
  subject: string
  category: CaseCategory
  severity: Level
  status: CaseStatus
  beforeWaiting: 'open' | 'with_account_manager' | null
  impact: Impact
  workaround: Workaround
  worseNote: string | null
  details: RequesterCaseView['details']
  policyVersionId: string
  calendarId: string
  openedAt: Instant
  resolvedAt: Instant | null
  lastAnswerAt: Instant | null
  requesterId: string
  requesterName: string
  requesterTimeZone: string
  organisationName: string
  assigneeId: string | null
  assigneeName: string | null
  csmId: string
  csmName: string
  covers: AccountManagerView['covers']
  regionCode: string
  regionName: string
  regionZone: string
  followUpOf: string | null
  mergedInto: string | null
}

type WordsRow = { id: string; at: Instant; author_id: string; author_name: string; is_staff: boolean; body: string }

/** The case as its customer sees it. Throws NotFound for a case that is not there or not theirs: both look the same. */
export async function getRequesterCase(ctx: Ctx, reference: string): Promise<RequesterCaseView> {
  return read(ctx, async (ctx) => {
    const row = await caseRow(ctx, reference)
    const isAsked = row.resolvedAt !== null && canRateCase(ctx.actor, row)
    const [core, messages, files, history, rating, drafts] = await Promise.all([
      coreOf(ctx, row),
      listMessages(ctx, row.id),
      listCaseFiles(ctx, row.id),
      listHistory(ctx, row.id),
      isAsked ? questionOf(ctx, row.id, row.resolvedAt!) : null,
      draftsOn(ctx, row.id),
    ])
    return {
      ...core,
      audience: 'requester',
      timeline: [...messages.map(withFiles(files)), ...history].sort(inOrder),
      accountManager: { id: row.csmId, name: row.csmName, isStaff: true, covers: row.covers },
      canReply: canReplyAsCustomer(ctx.actor) && !core.isFinal,
      canConfirmSolved: canConfirmSolved(ctx.actor) && isUnresolved(row.status),
      draft: drafts.reply,
      rating: isAsked && isJudgedAsService(history, row.resolvedAt!) ? null : rating,
    }
  })
}

/** The case as staff work on it, with internal notes. Throws NotFound for anybody who is not staff. */
export async function getDeskCase(ctx: Ctx, reference: string): Promise<DeskCaseView> {
  if (!canSeeNotes(ctx.actor)) throw new NotFound('case')
  return read(ctx, async (ctx) => {
    const row = await caseRow(ctx, reference)
    const [core, messages, notes, files, history, open, ratings, drafts, merged, tags, links] = await Promise.all([
      coreOf(ctx, row),
      listMessages(ctx, row.id),
      listNotes(ctx, row.id),
      listCaseFiles(ctx, row.id),
      listHistory(ctx, row.id),
      countOpenCases(ctx, row.organisationId),
      countRatings(ctx, row.organisationId),
      draftsOn(ctx, row.id),
      listMerged(ctx, row.id),
      tagsOf(ctx, row.id),
      linksOf(ctx, row.id),
    ])
    return {
      ...core,
      audience: 'desk',
      timeline: [...messages.map(withFiles(files)), ...notes.map(withFiles(files)), ...history].sort(inOrder),
      organisationId: row.organisationId,
      requesterTimeZone: row.requesterTimeZone,
      worseNote: row.worseNote,
      assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? '', isStaff: true },
      accountManager: { id: row.csmId, name: row.csmName, isStaff: true, covers: row.covers },
      openCasesOfOrganisation: open,
      ratingsOfOrganisation: ratings,
      outcomes: outcomesFor(row),
      canAnswer: canAnswer(ctx.actor) && row.status !== 'closed',
      canNote: canNote(ctx.actor),
      drafts,
      merged,
      tags,
      links,
    }
  })
}

async function caseRow(ctx: TxCtx, reference: string): Promise<CaseRow> {
  const [row] = await ctx.sql<CaseRow[]>`
    select c.id, c.organisation_id as "organisationId", i.case_prefix || '-' || c.number as reference, c.subject, c.category, c.severity, c.status,
      c.status_before_waiting as "beforeWaiting", c.impact, c.workaround, ${ctx.actor.kind === 'customer' ? null : ctx.sql`c.worse_note`} as "worseNote",
      c.details, c.policy_version_id as "policyVersionId", c.calendar_id as "calendarId", c.opened_at as "openedAt", c.resolved_at as "resolvedAt",
      c.last_public_staff_message_at as "lastAnswerAt", c.requester_id as "requesterId", q.name as "requesterName", q.time_zone as "requesterTimeZone",
      o.name as "organisationName", c.assignee_id as "assigneeId", a.name as "assigneeName", m.id as "csmId", m.name as "csmName", ${coveredManager(ctx)} as covers,
      c.region_code as "regionCode", r.name as "regionName", k.definition ->> 'zone' as "regionZone",
      (select i.case_prefix || '-' || f.number from cases f where f.organisation_id = c.organisation_id and f.id = c.follow_up_of_id) as "followUpOf",
      (select i.case_prefix || '-' || t.number from cases t where t.organisation_id = c.organisation_id and t.id = c.merged_into_id) as "mergedInto"
    from cases c
      cross join installation i
      join organisations o on o.id = c.organisation_id
      join users q on q.id = c.requester_id
      ${withAccountManager(ctx)}
      left join users a on a.id = c.assignee_id
      join regions r on r.code = c.region_code
      join calendar_versions k on k.id = c.calendar_id
    where ${named(ctx, reference)} and ${visibleCases(ctx)}`
  if (!row) throw new NotFound('case')
  return row
}

async function coreOf(ctx: TxCtx, row: CaseRow) {
  const [version, clocks, participants, followUps] = await Promise.all([
    getPolicyVersion(ctx, row.policyVersionId),
    listClocks(ctx, row.id),
    ctx.sql<PersonView[]>`
      select u.id, u.name, false as "isStaff" from case_participants p join users u on u.id = p.user_id where p.case_id = ${row.id} order by u.name`,
    ctx.sql<{ reference: string }[]>`
      select i.case_prefix || '-' || c.number as reference from cases c cross join installation i
      where c.organisation_id = ${row.organisationId} and c.follow_up_of_id = ${row.id} and ${visibleCases(ctx)} order by c.number`,
  ])
  const calendars = await getCalendars(ctx, [
    row.calendarId,
    ...clocks.flatMap((clock) => clock.segments.map((segment) => segment.calendarId)),
  ])
  return {
    id: row.id,
    reference: row.reference,
    subject: row.subject,
    category: row.category,
    severity: row.severity,
    levelName: levelOf(version.policy, row.severity).name,
    status: row.status,
    impact: row.impact,
    workaround: row.workaround,
    details: row.details,
    openedAt: row.openedAt,
    resolvedAt: row.resolvedAt,
    reopenableUntil: reopenableUntil(row),
    isFinal: isFinal(row, ctx.now),
    lastAnswerAt: row.lastAnswerAt,
    requester: { id: row.requesterId, name: row.requesterName, isStaff: false },
    participants: [...participants],
    organisationName: row.organisationName,
    followUpOf: row.followUpOf,
    mergedInto: row.mergedInto,
    followUps: followUps.map((each) => each.reference),
    ledgers: clocks.map((clock) => ledgerOf(clock, calendars, ctx.now)),
    policy: { id: version.id, name: version.name, version: version.version },
    region: {
      code: row.regionCode,
      name: row.regionName,
      zone: row.regionZone,
      hours: openState(calendars.get(row.calendarId)!, ctx.now),
    },
  }
}

async function listMessages(ctx: TxCtx, caseId: string): Promise<Omit<MessageView, 'files'>[]> {
  const rows = await ctx.sql<WordsRow[]>`
    select m.id, m.created_at as at, m.author_id, u.name as author_name, m.author_kind = 'staff' as is_staff, m.body
    from case_messages m join users u on u.id = m.author_id where m.case_id = ${caseId} order by m.created_at, m.id`
  return rows.map((row) => ({ kind: 'message', id: row.id, at: row.at, author: authorOf(row), body: row.body }))
}

async function listNotes(ctx: TxCtx, caseId: string): Promise<Omit<NoteView, 'files'>[]> {
  const rows = await ctx.sql<WordsRow[]>`
    select n.id, n.created_at as at, n.author_id, u.name as author_name, true as is_staff, n.body
    from case_notes n join users u on u.id = n.author_id where n.case_id = ${caseId} order by n.created_at, n.id`
  return rows.map((row) => ({ kind: 'note', id: row.id, at: row.at, author: authorOf(row), body: row.body }))
}

async function listHistory(ctx: TxCtx, caseId: string): Promise<HistoryView[]> {
  const forCustomer = ctx.actor.kind === 'customer' ? ctx.sql`and e.audience = 'customer'` : ctx.sql``
  const rows = await ctx.sql<AuditRow[]>`
    select e.id, e.at, e.action, e.actor_id, u.name as actor_name, e.before, e.after
    from audit_entries e left join users u on u.id = e.actor_id where e.case_id = ${caseId} ${forCustomer} order by e.id`
  return rows.flatMap((row) => {
    const fact = historyFact(row)
    return fact === null
      ? []
      : [{ kind: 'history' as const, id: row.id, at: row.at, by: row.actor_name, byId: row.actor_id, fact }]
  })
}

async function countOpenCases(ctx: TxCtx, organisationId: string): Promise<number> {
  const [row] = await ctx.sql<{ open: number }[]>`
    select count(*)::int as open from cases
    where organisation_id = ${organisationId} and status in ('new','open','waiting','with_account_manager')`
  return row?.open ?? 0
}

function withFiles(files: (id: string) => readonly FileView[]) {
  return <Words extends { readonly id: string }>(words: Words) => ({ ...words, files: files(words.id) })
}

function authorOf(row: WordsRow): PersonView {
  return { id: row.author_id, name: row.author_name, isStaff: row.is_staff }
}

const RANK = { message: 0, note: 1, history: 2 } as const

/** Oldest first; at one instant the words come before what they caused. */
function inOrder(a: MessageView | NoteView | HistoryView, b: MessageView | NoteView | HistoryView): number {
  return a.at - b.at || RANK[a.kind] - RANK[b.kind]
}
