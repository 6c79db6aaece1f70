// The machines of engagements, milestones, time, expenses and invoices (services.md §1.6, §1.7, §1.11).
import type { TxCtx } from '@/db/context'
import { creditInvoice, voidInvoice } from '@/lib/billing/commands/credit'
import { keepEntity } from '@/lib/billing/commands/entity'
import { deleteDraft, issueInvoice } from '@/lib/billing/commands/issue'
import { recordPayment } from '@/lib/billing/commands/payment'
import { prepareDrafts } from '@/lib/billing/commands/prepare'
import { enterExpense, takeExpense } from '@/lib/engagements/commands/expenses'
import { acceptSilently, takeMilestone } from '@/lib/engagements/commands/milestones'
import { decideTime } from '@/lib/engagements/commands/time-decide'
import { deleteTime, saveTime } from '@/lib/engagements/commands/time-draft'
import { submitTime } from '@/lib/engagements/commands/time-submit'
import { takeWork } from '@/lib/engagements/commands/work-state'
import type { EngagementState } from '@/lib/engagements/engagement'
import { requestNumber } from '@/lib/engagements/request'
import { HOURS_LINE } from '@/lib/engagements/testing/house'
import { SaveTimeInput } from '@/lib/engagements/work-input'
import type { Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import type { Machine, States, Step, Thing } from './people'

const SCOPERS = ['csm', 'otherCsm', 'servicesLead']
const SEEING = ['requester', 'approver', 'organisationAdministrator']
const LEADING = ['lead', 'servicesLead']
const REASON = 'Because it is so.'
const DAY = '2026-11-23'
const FIXED = { ...HOURS_LINE, kind: 'fixed', role: undefined, unit: 'piece', name: 'Report', qty: '1', rate: '900' }
const TRAVEL = { ...HOURS_LINE, kind: 'expense', role: undefined, unit: 'piece', name: 'Travel', qty: '1', rate: '900' }

/** Work that Hana leads and the consultant is on too; active unless said otherwise. */
async function work({ house, ...of }: States, lines: readonly object[] = [HOURS_LINE], begins = true): Promise<Thing> {
  const { reference } = await signed({ house, ...of } as States, lines)
  await house.assign(reference, house.hana)
  await house.assign(reference, house.saskia)
  if (begins) await house.take(reference, 'active')
  const [row] = await house.owner<{ id: string }[]>`
    select e.id from engagements e join service_requests r on r.id = e.request_id where r.number = ${requestNumber(reference)}`
  return { reference, workId: row!.id }
}

async function signed(states: States, lines: readonly object[]): Promise<Thing> {
  const { house } = states
  const { asked } = await import('./quotes')
  const thing = await asked(states)
  const { changeRequestState } = await import('@/lib/engagements/commands/change-request')
  await changeRequestState(house.as(house.csm), { reference: thing.reference, to: 'scoping', reason: '' })
  await house.quoted(thing.reference, lines)
  await house.sign(thing.reference, house.world.a.colleague)
  return thing
}

const takeTo =
  (to: EngagementState): Step =>
  (ctx, { reference }) =>
    takeWork(ctx, { reference, to: to as never, side: to === 'on_hold' ? 'customer' : undefined, reason: REASON })

const then = async (
  states: States,
  thing: Promise<Thing>,
  ...acts: [Step, Staff | States['house']['world']['a']['requester']][]
) => {
  const made = await thing
  for (const [act, by] of acts) await act(states.house.as(by), made)
  return made
}

const workState = async (ctx: TxCtx, { workId }: Thing): Promise<string> => {
  const [row] = await ctx.sql<{ state: string }[]>`select state from engagements where id = ${workId!}`
  return row!.state
}

export const ENGAGEMENT: Machine = {
  states: {
    planned: (at) => work(at, [HOURS_LINE], false),
    active: (at) => work(at),
    on_hold: (at) => then(at, work(at), [takeTo('on_hold'), at.house.lead]),
    delivered: (at) => then(at, work(at), [takeTo('delivered'), at.house.lead]),
    closed: (at) => then(at, work(at), [takeTo('delivered'), at.house.lead], [takeTo('closed'), at.house.lead]),
    cancelled: (at) => then(at, work(at), [takeTo('cancelled'), at.house.lead]),
  },
  steps: {
    ...{ planned: takeTo('planned'), active: takeTo('active'), on_hold: takeTo('on_hold'), delivered: takeTo('delivered') },
    ...{ closed: takeTo('closed'), cancelled: takeTo('cancelled') },
  },
  may: {
    'planned → active': LEADING,
    'active → on_hold': ['lead', ...SCOPERS],
    'on_hold → active': ['lead', ...SCOPERS],
    'active → delivered': LEADING,
    'delivered → active': SCOPERS,
    'delivered → closed': SCOPERS,
    'planned → cancelled': ['servicesLead'],
    'active → cancelled': ['servicesLead'],
    'on_hold → cancelled': ['servicesLead'],
  },
  stateOf: workState,
}

const milestoneTo =
  (to: 'pending' | 'delivered' | 'accepted'): Step =>
  (ctx, { reference, milestoneId }) =>
    takeMilestone(ctx, { reference, milestoneId: milestoneId!, to, reason: REASON })

async function milestone(at: States): Promise<Thing> {
  const thing = await work(at, [HOURS_LINE, FIXED])
  const [row] = await at.house.owner<{ id: string }[]>`select id from milestones where engagement_id = ${thing.workId!}`
  return { ...thing, milestoneId: row!.id }
}

export const MILESTONE: Machine = {
  states: {
    pending: milestone,
    delivered: (at) => then(at, milestone(at), [milestoneTo('delivered'), at.house.hana]),
    accepted: (at) =>
      then(at, milestone(at), [milestoneTo('delivered'), at.house.hana], [milestoneTo('accepted'), at.house.world.a.requester]),
  },
  steps: {
    ...{ pending: milestoneTo('pending'), delivered: milestoneTo('delivered'), accepted: milestoneTo('accepted') },
    silently: (ctx) => acceptSilently(ctx),
  },
  may: {
    'pending → delivered': LEADING,
    'delivered → accepted': SEEING,
    'delivered → pending': SEEING,
  },
  // The rule accepts what nobody has answered for ten business days, which is not this one.
  quiet: ['silently'],
  stateOf: async (ctx, { milestoneId }) => {
    const [row] = await ctx.sql<{ state: string }[]>`select state from milestones where id = ${milestoneId!}`
    return row!.state
  },
}

const write: Step = (ctx, { reference, entryVersion = '0' }) =>
  saveTime(
    ctx,
    SaveTimeInput.parse({
      ...{ reference, role: 'consultant', workedOn: DAY, version: entryVersion, worked: '2:00' },
      ...{ customerNote: 'Mapped the labels of wave 9.', internalNote: '' },
    }),
  )
const decide =
  (to: 'approved' | 'rejected' | 'submitted' | 'written_off'): Step =>
  (ctx, { entryId }) =>
    decideTime(ctx, { entryId: [entryId!], to, reason: REASON })
const submit: Step = (ctx) => submitTime(ctx, { week: DAY })

/** An entry of the consultant's, or of whoever leads. */
async function entry(at: States, by: Staff = at.house.saskia): Promise<Thing> {
  const thing = await work(at)
  await write(at.house.as(by), thing)
  const [row] = await at.house.owner<{ id: string }[]>`select id from time_entries where engagement_id = ${thing.workId!}`
  return { ...thing, entryId: row!.id, entryVersion: '1' }
}

const timeState = async (ctx: TxCtx, { entryId }: Thing): Promise<string> => {
  const [row] = await ctx.sql<{ state: string }[]>`select state from time_entries where id = ${entryId!}`
  return row?.state ?? 'gone'
}
const rejected = async (at: States): Promise<Thing> => {
  const thing = await then(at, entry(at), [submit, at.house.saskia], [decide('rejected'), at.house.lead])
  const [row] = await at.house.owner<{ version: number }[]>`select version from time_entries where id = ${thing.entryId!}`
  return { ...thing, entryVersion: String(row!.version) }
}

export const TIME: Machine = {
  states: {
    draft: (at) => entry(at),
    submitted: (at) => then(at, entry(at), [submit, at.house.saskia]),
    approved: (at) => then(at, entry(at), [submit, at.house.saskia], [decide('approved'), at.house.lead]),
    rejected,
    written_off: (at) =>
      then(at, entry(at), [submit, at.house.saskia], [decide('approved'), at.house.lead], [decide('written_off'), at.house.lead]),
  },
  steps: {
    ...{ write, submit, approved: decide('approved'), rejected: decide('rejected'), back: decide('submitted') },
    written_off: decide('written_off'),
    delete: (ctx, { entryId }) => deleteTime(ctx, { entryId: entryId! }),
  },
  may: {
    'draft → write → draft': ['consultant'],
    'rejected → write → draft': ['consultant'],
    'draft → submit → submitted': ['consultant'],
    'submitted → approved': LEADING,
    'submitted → rejected': LEADING,
    'approved → back → submitted': ['servicesLead'],
    'approved → written_off': ['servicesLead'],
    'draft → delete → gone': ['consultant'],
  },
  // Everybody writes and submits their own.
  quiet: ['write', 'submit'],
  stateOf: timeState,
}

/** Nobody approves their own, not even whoever leads, or the services lead. */
export const OWN_TIME: Machine = {
  states: {
    submitted: (at) => then(at, entry(at, at.house.hana), [submit, at.house.hana]),
    submitted_by_the_services_lead: async (at) => {
      const { house } = at
      const thing = await work(at)
      await house.assign(thing.reference, house.lead)
      await write(house.as(house.lead), thing)
      const [row] = await house.owner<{ id: string }[]>`select id from time_entries where engagement_id = ${thing.workId!}`
      return then(at, Promise.resolve({ ...thing, entryId: row!.id }), [submit, house.lead])
    },
  },
  steps: { approved: decide('approved'), rejected: decide('rejected') },
  may: {
    'submitted → approved': ['servicesLead'],
    'submitted → rejected': ['servicesLead'],
    'submitted_by_the_services_lead → approved': ['lead'],
    'submitted_by_the_services_lead → rejected': ['lead'],
  },
  stateOf: timeState,
}

const spend: Step = (ctx, { reference }) =>
  enterExpense(ctx, {
    ...{ key: newId(ctx.now), reference, category: 'travel', spentOn: DAY, amount: '300', currency: 'NZD', rate: '' },
    ...{ rateOn: undefined, note: 'Christchurch to Auckland', files: [] },
  })
const expenseTo =
  (to: 'approved' | 'rejected' | 'withdrawn' | 'written_off'): Step =>
  (ctx, { expenseId }) =>
    takeExpense(ctx, { expenseId: expenseId ?? newId(ctx.now), to, reason: REASON })

async function expense(at: States): Promise<Thing> {
  const thing = await work(at, [HOURS_LINE, TRAVEL])
  await spend(at.house.as(at.house.saskia), thing)
  const [row] = await at.house.owner<{ id: string }[]>`select id from expenses where engagement_id = ${thing.workId!}`
  return { ...thing, expenseId: row!.id }
}

export const EXPENSE: Machine = {
  states: {
    none: (at) => work(at, [HOURS_LINE, TRAVEL]),
    submitted: expense,
    approved: (at) => then(at, expense(at), [expenseTo('approved'), at.house.lead]),
    rejected: (at) => then(at, expense(at), [expenseTo('rejected'), at.house.lead]),
    withdrawn: (at) => then(at, expense(at), [expenseTo('withdrawn'), at.house.saskia]),
    written_off: (at) => then(at, expense(at), [expenseTo('approved'), at.house.lead], [expenseTo('written_off'), at.house.lead]),
  },
  steps: {
    enter: spend,
    ...{ approved: expenseTo('approved'), rejected: expenseTo('rejected'), withdrawn: expenseTo('withdrawn') },
    written_off: expenseTo('written_off'),
  },
  may: {
    'none → enter → submitted': ['consultant', 'lead'],
    'submitted → approved': LEADING,
    'submitted → rejected': LEADING,
    'submitted → withdrawn': ['consultant'],
    'approved → written_off': ['servicesLead'],
  },
  // Who is assigned enters another one.
  quiet: ['enter'],
  stateOf: async (ctx, { workId, expenseId }) => {
    const [row] = await ctx.sql<{ state: string }[]>`
      select state from expenses where engagement_id = ${workId!} and ${expenseId === undefined ? ctx.sql`true` : ctx.sql`id = ${expenseId}`}`
    return row?.state ?? 'none'
  },
}

const issue: Step = (ctx, { invoiceId }) => issueInvoice(ctx, { invoiceId: invoiceId ?? newId(ctx.now) })
const pay =
  (isReversal: boolean): Step =>
  (ctx, { invoiceId }) =>
    recordPayment(ctx, {
      ...{ invoiceId: invoiceId ?? newId(ctx.now), key: newId(ctx.now), paidOn: DAY, amount: '100', isReversal, reference: '' },
    })
const credit: Step = (ctx, { invoiceId, allocationId }) =>
  creditInvoice(ctx, {
    invoiceId: invoiceId ?? newId(ctx.now),
    reason: REASON,
    part: [{ allocationId: allocationId ?? newId(ctx.now), fate: 'bill_again' }],
  })
const unmake: Step = (ctx, { invoiceId }) => voidInvoice(ctx, { invoiceId: invoiceId ?? newId(ctx.now), reason: REASON })
const prepare: Step = (ctx, { workId }) => prepareDrafts(ctx, { upTo: '2026-11-24', engagementId: [workId!] })

async function billable(at: States): Promise<Thing> {
  const { house } = at
  await keepEntity(house.as(house.world.staff.finance), {
    ...{ regionCode: 'APAC', code: 'NZ', legalName: 'Harmoni NZ Ltd', taxNumber: '', address: '1 Quay Street', bankDetails: '' },
    timeZone: 'Pacific/Auckland',
  })
  return then(at, entry(at), [submit, house.saskia], [decide('approved'), house.lead])
}

async function invoice(at: States, ...acts: Step[]): Promise<Thing> {
  const { house } = at
  const finance = house.world.staff.finance
  const thing = await then(at, billable(at), [prepare, finance])
  const [row] = await house.owner<{ invoiceId: string; allocationId: string }[]>`
    select i.id as "invoiceId", a.id as "allocationId" from invoices i join billing_allocations a on a.invoice_id = i.id where i.engagement_id = ${thing.workId!}`
  return then(at, Promise.resolve({ ...thing, ...row! }), ...acts.map((act): [Step, Staff] => [act, finance]))
}

export const INVOICE: Machine = {
  states: {
    none: billable,
    draft: (at) => invoice(at),
    issued: (at) => invoice(at, issue),
    issued_paid: (at) => invoice(at, issue, pay(false)),
    issued_credited: (at) => invoice(at, issue, credit),
    void: (at) => invoice(at, issue, unmake),
    credit_note: async (at) => {
      const thing = await invoice(at, issue, credit)
      const [note] = await at.house.owner<{ id: string }[]>`select id from invoices where credits_id = ${thing.invoiceId!}`
      return { ...thing, invoiceId: note!.id }
    },
  },
  steps: {
    ...{ prepare, issue, void: unmake, credit, pay: pay(false), take_back: pay(true) },
    delete: (ctx, { invoiceId }) => deleteDraft(ctx, { invoiceId: invoiceId ?? newId(ctx.now) }),
  },
  may: {
    'none → prepare → draft': ['finance', 'csm', 'otherCsm'],
    'draft → issue → issued': ['finance'],
    'draft → delete → gone': ['finance'],
    'issued → void': ['finance'],
    'issued → credit → issued_credited': ['finance'],
    'issued → pay → issued_paid': ['finance'],
    'issued_paid → pay → issued_paid': ['finance'],
    'issued_paid → take_back → issued': ['finance'],
    'issued_paid → credit → issued_credited': ['finance'],
  },
  // What is on a draft or an invoice is found by no other run.
  quiet: ['prepare'],
  // No more is paid than is owed, and no more taken back than was paid.
  beside: ['pay', 'take_back'],
  stateOf: async (ctx, { workId, invoiceId }) => {
    const [row] = await ctx.sql<{ state: string; kind: string; paid: boolean; credited: boolean }[]>`
      select i.state, i.kind, coalesce((select sum(p.amount_minor) > 0 from invoice_payments p where p.invoice_id = i.id), false) as paid,
        exists (select from invoices c where c.credits_id = i.id) as credited
      from invoices i where i.engagement_id = ${workId!} and ${invoiceId === undefined ? ctx.sql`true` : ctx.sql`i.id = ${invoiceId}`}`
    if (!row) return invoiceId === undefined ? 'none' : 'gone'
    if (row.kind === 'credit_note') return 'credit_note'
    if (row.state !== 'issued') return row.state
    return row.credited ? 'issued_credited' : row.paid ? 'issued_paid' : 'issued'
  },
}
