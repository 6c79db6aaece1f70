// The machines of requests and quotes (services.md §1.4, §1.5): their states as things, their steps as commands, who may take which.
import type { TxCtx } from '@/db/context'
import { askForQuote } from '@/lib/engagements/commands/ask'
import { askForChange } from '@/lib/engagements/commands/change'
import { changeRequestState } from '@/lib/engagements/commands/change-request'
import { newQuoteVersion, saveQuote } from '@/lib/engagements/commands/quote-draft'
import { declineQuote, expireQuotes, undoAcceptance } from '@/lib/engagements/commands/quote-end'
import { countersignOrder, recordOrder } from '@/lib/engagements/commands/quote-order'
import { signQuote } from '@/lib/engagements/commands/quote-sign'
import { takeQuote } from '@/lib/engagements/commands/quote-take'
import { AskForQuoteInput } from '@/lib/engagements/input'
import { getQuote } from '@/lib/engagements/queries/quotes'
import { QuoteDraft } from '@/lib/engagements/quote-input'
import { HOURS_LINE } from '@/lib/engagements/testing/house'
import { requestNumber, type RequestState } from '@/lib/engagements/request'
import type { Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS } from '@/lib/kernel/time'
import type { Machine, States, Step, Thing } from './people'

const SCOPERS = ['csm', 'otherCsm', 'servicesLead']
const CUSTOMERS = ['requester', 'approver', 'organisationAdministrator', 'bystander', 'foreignMember', 'foreignApprover']
const THEIRS = ['requester', 'organisationAdministrator']
const REASON = 'Because it is so.'
const WORDS = { itemCode: 'CONS', title: 'Weekly refresh', notice: '1', understood: 'on' }

/** A request that A's requester asks; `goal` is its own. */
export async function asked({ house }: States): Promise<Thing> {
  const goal = `Every Monday, ${newId(house.tick())}.`
  const input = AskForQuoteInput.parse({ ...WORDS, key: newId(house.tick()), goal })
  const { reference } = await askForQuote(house.as(house.world.a.requester), input)
  return { reference, goal, version: '1', sha256: '0'.repeat(64) }
}

const become =
  (to: RequestState): Step =>
  (ctx, { reference }) =>
    changeRequestState(ctx, { reference, to, reason: REASON })

async function scoping(states: States): Promise<Thing> {
  const thing = await asked(states)
  await changeRequestState(states.house.as(states.house.csm), { reference: thing.reference, to: 'scoping', reason: '' })
  return thing
}

/** A version of ten hours, as a draft of the CSM's unless somebody else writes it. */
async function draft(states: States, by?: Staff, lines: readonly object[] = [HOURS_LINE]): Promise<Thing> {
  return written(states, await scoping(states), by, lines)
}

async function written(
  states: States,
  thing: Thing,
  by = states.house.csm,
  lines: readonly object[] = [HOURS_LINE],
): Promise<Thing> {
  const { house } = states
  const { reference } = thing
  await newQuoteVersion(house.as(by), { reference })
  const terms = { model: 'time_and_materials', isCapped: true, taxCode: 'nz_gst_15', validUntil: '2026-12-20', paymentDays: '30' }
  const words = { startsOn: '', scope: 'A weekly refresh.', assumptions: '', exclusions: '', lines }
  const { shown } = await getQuote(house.as(by), reference)
  await saveQuote(house.as(by), { reference, revision: shown!.revision, draft: QuoteDraft.parse({ ...terms, ...words }) })
  return { ...thing, version: String(shown!.words.version), revision: String(shown!.revision + 1) }
}

const take =
  (to: 'internal_review' | 'ready' | 'draft' | 'sent' | 'withdrawn'): Step =>
  (ctx, { reference, version, revision }) =>
    takeQuote(ctx, { reference, version: Number(version), revision: Number(revision), to, reason: REASON })

async function reviewed(states: States, by?: Staff): Promise<Thing> {
  const thing = await draft(states, by, [{ ...HOURS_LINE, discount: '15' }])
  await take('internal_review')(states.house.as(by ?? states.house.csm), thing)
  return thing
}

async function ready(states: States): Promise<Thing> {
  const thing = await reviewed(states)
  await take('ready')(states.house.as(states.house.lead), thing)
  return thing
}

export async function sent(states: States, from?: Thing): Promise<Thing> {
  const { house } = states
  const thing = from ? await written(states, from) : await draft(states)
  await take('sent')(house.as(house.csm), thing)
  const { shown } = await getQuote(house.as(house.csm), thing.reference)
  return { ...thing, sha256: shown!.sha256! }
}

const ORDER = { orderNumber: 'PO-7', orderedBy: 'Their system', note: 'By mail.', chosen: [], files: [] }
const record =
  (by: (states: States) => Staff) =>
  async (states: States, thing: Thing): Promise<Thing> => {
    const { reference, version } = thing
    const orderId = await recordOrder(states.house.as(by(states)), { ...ORDER, reference, version: Number(version) })
    return { ...thing, orderId }
  }
const recorded = record(({ house }) => house.csm)

const countersign: Step = (ctx, { reference, version, orderId }) =>
  countersignOrder(ctx, { reference, version: Number(version), orderId: orderId ?? newId(ctx.now) })

/** Signs at the second of the context, with a session that began then. */
export const signing =
  (states: () => States): Step =>
  async (ctx, { reference, version, sha256 }) => {
    const sessionId = await states().session(ctx.actor)
    const words = { orderNumber: '', terms: 'on', typedName: 'Some Body', password: '', chosen: [] } as const
    const input = { ...words, chosen: [], reference, version: Number(version), sha256: sha256! }
    await signQuote(ctx, input, { sessionId, address: 'local', userAgent: 'states' })
  }

async function partly(states: States): Promise<Thing> {
  const thing = await sent(states)
  states.house.tick()
  await signing(() => states)(states.house.world.as(states.small, states.house.clock), thing)
  return thing
}

export async function accepted(states: States): Promise<Thing> {
  const thing = await sent(states)
  states.house.tick()
  await signing(() => states)(states.house.world.as(states.house.world.a.colleague, states.house.clock), thing)
  return thing
}

const decline: Step = (ctx, { reference, version }) =>
  declineQuote(ctx, { reference, version: Number(version), code: 'price', reason: REASON, then: 'revise' })

const after =
  (make: (states: States) => Promise<Thing>, step: (states: States) => [Step, Parameters<States['house']['as']>[0]]) =>
  async (states: States): Promise<Thing> => {
    const thing = await make(states)
    const [act, by] = step(states)
    await act(states.house.as(by), thing)
    return thing
  }

const requestState = async (ctx: TxCtx, { reference }: Thing): Promise<string> => {
  const [row] = await ctx.sql<{ state: string }[]>`select state from service_requests where number = ${requestNumber(reference)}`
  return row?.state ?? 'none'
}

export const REQUEST: Machine = {
  states: {
    new: asked,
    scoping,
    quoted: sent,
    accepted,
    returned_to_support: after(asked, ({ house }) => [become('returned_to_support'), house.csm]),
    declined_by_vendor: after(asked, ({ house }) => [become('declined_by_vendor'), house.csm]),
    withdrawn: after(asked, ({ house }) => [become('withdrawn'), house.world.a.requester]),
  },
  steps: {
    scoping: become('scoping'),
    returned_to_support: become('returned_to_support'),
    declined_by_vendor: become('declined_by_vendor'),
    withdrawn: become('withdrawn'),
    // What only follows from a quote, or belongs to a licence, nobody asks for.
    ...{ new: become('new'), quoted: become('quoted'), accepted: become('accepted'), included: become('included') },
  },
  may: {
    'new → scoping': SCOPERS,
    'new → returned_to_support': SCOPERS,
    'new → declined_by_vendor': SCOPERS,
    'new → withdrawn': THEIRS,
    'scoping → withdrawn': THEIRS,
    'quoted → withdrawn': THEIRS,
  },
  stateOf: requestState,
}

/** From nothing: whoever belongs to a customer asks for themselves. */
export const ASKING: Machine = {
  states: { none: async ({ house }) => ({ reference: 'SR-0000', goal: `Once, ${newId(house.tick())}.` }) },
  steps: { new: (ctx, { goal }) => askForQuote(ctx, AskForQuoteInput.parse({ ...WORDS, key: newId(ctx.now), goal })) },
  may: { 'none → new': CUSTOMERS },
  stateOf: async (ctx, { goal }) => {
    const [row] = await ctx.sql<{ state: string }[]>`select state from service_requests where goal = ${goal!}`
    return row?.state ?? 'none'
  },
}

/** The newest version; of one that another took the place of, the first. */
const versionState = async (ctx: TxCtx, { reference, version, only }: Thing): Promise<string> => {
  const [row] = await ctx.sql<{ state: string }[]>`
    select v.state from quote_versions v join service_requests r on r.id = v.request_id where r.number = ${requestNumber(reference)}
      and (${only === undefined} or v.version = ${Number(version ?? 0)}) order by v.version desc limit 1`
  return row?.state ?? 'none'
}

export function quoteMachine(states: () => States): Machine {
  return {
    states: {
      none: scoping,
      draft,
      internal_review: reviewed,
      ready,
      sent: async (at) => recorded(at, await sent(at)),
      partly_approved: async (at) => recorded(at, await partly(at)),
      accepted,
      declined: after(sent, ({ house }) => [decline, house.world.a.administrator]),
      withdrawn: after(sent, ({ house }) => [take('withdrawn'), house.csm]),
      superseded: async (at) => ({ ...(await sent(at, await sent(at))), version: '1', only: 'yes' }),
    },
    steps: {
      new_version: (ctx, { reference }) => newQuoteVersion(ctx, { reference }),
      ...{ internal_review: take('internal_review'), ready: take('ready'), back_to_draft: take('draft'), sent: take('sent') },
      ...{ withdrawn: take('withdrawn'), sign: signing(states), decline },
      countersign,
      undo: (ctx, { reference }) => undoAcceptance(ctx, { reference, reason: REASON }),
      expire: (ctx) => expireQuotes(ctx),
    },
    may: {
      'none → new_version → draft': SCOPERS,
      'sent → new_version → draft': SCOPERS,
      'partly_approved → new_version → draft': SCOPERS,
      'declined → new_version → draft': SCOPERS,
      'withdrawn → new_version → draft': SCOPERS,
      'draft → internal_review': ['csm'],
      'internal_review → ready': ['servicesLead'],
      'internal_review → back_to_draft → draft': ['servicesLead'],
      'ready → back_to_draft → draft': ['csm'],
      'draft → sent': SCOPERS,
      'ready → sent': SCOPERS,
      'sent → withdrawn': SCOPERS,
      'partly_approved → withdrawn': SCOPERS,
      'sent → sign → accepted': ['approver'],
      'partly_approved → sign → accepted': ['approver'],
      'sent → countersign → accepted': ['servicesLead'],
      'partly_approved → countersign → accepted': ['servicesLead'],
      'sent → decline → declined': ['approver', 'organisationAdministrator'],
      'partly_approved → decline → declined': ['approver', 'organisationAdministrator'],
      'accepted → undo → withdrawn': ['approver', ...SCOPERS],
      'sent → expire → expired': ['system'],
      'partly_approved → expire → expired': ['system'],
    },
    // A draft that stands is not begun anew, and the job ends what is due, which need not be this one.
    quiet: ['new_version', 'expire'],
    at: { expire: (clock) => addMs(clock, 40 * DAY_MS) },
    stateOf: versionState,
  }
}

/** Nobody reviews their own words, and nobody countersigns what they recorded, whoever else they are. */
export const OF_THE_LEAD: Machine = {
  states: {
    internal_review: (states) => reviewed(states, states.house.lead),
    sent: async (states) => record(({ house }) => house.lead)(states, await sent(states)),
  },
  steps: {
    ready: take('ready'),
    back_to_draft: take('draft'),
    countersign,
  },
  may: {},
  stateOf: versionState,
}

/** A change of work: asked for by whoever sees the work, signed like a quote, and never undone. */
export function changeMachine(states: () => States): Machine {
  const change = (thing: Thing) => ({
    ...{ reference: thing.work!, key: thing.key!, reason: 'scope' as const, title: 'Two more hours', goal: 'A second market.' },
  })
  const ground = async (at: States): Promise<Thing> => {
    const { reference } = await accepted(at)
    return { reference: 'SR-0000', work: reference, key: newId(at.house.tick()) }
  }
  const changed = async (at: States): Promise<Thing> => {
    const thing = await ground(at)
    const { reference } = await askForChange(at.house.as(at.house.csm), change(thing))
    if ((await getQuote(at.house.as(at.house.csm), reference)).requestState === 'new')
      await become('scoping')(at.house.as(at.house.csm), { reference })
    return sent(at, { ...thing, reference })
  }
  return {
    states: {
      none: ground,
      sent: changed,
      accepted: async (at) => {
        const thing = await changed(at)
        at.house.tick()
        await signing(() => at)(at.house.world.as(at.house.world.a.colleague, at.house.clock), thing)
        return thing
      },
    },
    steps: {
      ask: (ctx, thing) => askForChange(ctx, change(thing)),
      ...{ sign: signing(states), decline, withdrawn: take('withdrawn') },
      undo: (ctx, { reference }) => undoAcceptance(ctx, { reference, reason: REASON }),
    },
    may: {
      'none → ask → asked': ['requester', 'approver', 'organisationAdministrator', ...SCOPERS],
      'sent → sign → accepted': ['approver'],
      'sent → decline → declined': ['approver', 'organisationAdministrator'],
      'sent → withdrawn': SCOPERS,
    },
    // The same form again asks for nothing.
    quiet: ['ask'],
    stateOf: async (ctx, thing) => {
      const state = await versionState(ctx, thing)
      if (state !== 'none') return state
      const [row] = await ctx.sql`select from service_requests where form_key = ${thing.key!}`
      return row ? 'asked' : 'none'
    },
  }
}
