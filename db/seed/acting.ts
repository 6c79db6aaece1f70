// How the engagements of the demo are told: each act by its person, so many days before now, by the same commands as people; their time in rows (time-rows.ts).
import type { TxCtx } from '@/db/context'
import { issueInvoice } from '@/lib/billing/commands/issue'
import { prepareDrafts } from '@/lib/billing/commands/prepare'
import { askForQuote } from '@/lib/engagements/commands/ask'
import { changeRequestState } from '@/lib/engagements/commands/change-request'
import { newQuoteVersion, saveQuote } from '@/lib/engagements/commands/quote-draft'
import { countersignOrder, recordOrder } from '@/lib/engagements/commands/quote-order'
import { takeQuote } from '@/lib/engagements/commands/quote-take'
import { assignConsultant } from '@/lib/engagements/commands/work-plan'
import { takeWork } from '@/lib/engagements/commands/work-state'
import { AskForQuoteInput } from '@/lib/engagements/input'
import { workOfRequest } from '@/lib/engagements/queries/work-rows'
import { QuoteDraft } from '@/lib/engagements/quote-input'
import type { Actor, Customer, Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, dayOf, HOUR_MS, type Instant } from '@/lib/kernel/time'
import { writeTime, type Chapter } from './time-rows'

export type People = { staff: ReadonlyMap<string, Staff>; customers: ReadonlyMap<string, Customer> }

/** A line of a quote as it is typed. */
export const line = (of: Partial<QuoteDraft['lines'][number]>) => ({
  ...{ kind: 'fixed', unit: 'piece', name: '', detail: '', qty: '1', rate: '', discount: '', isOptional: false },
  ...of,
})
/** So many hours of a consultant at the rate of the card. */
export const hours = (qty: string, of: object = {}) =>
  line({ kind: 'time', role: 'consultant', unit: 'hour', itemCode: 'CONS', name: 'Consulting', qty, ...of })

export type Ordering = {
  /** Who asks, and who of us scopes. */
  by: string
  csm: string
  daysAgo: number
  zone: string
  itemCode?: string
  title: string
  goal: string
  model: QuoteDraft['model']
  taxCode: QuoteDraft['taxCode']
  paymentDays?: number
  /** How long the quote stands open, in days after it is written. */
  validFor?: number
  lines: readonly object[]
}

/** The acts of people so many days before now, rounded to the hour. */
export class Acting {
  constructor(
    readonly ctx: TxCtx,
    readonly people: People,
    readonly now: Instant,
  ) {}

  as(actor: Actor, daysAgo: number): TxCtx {
    const at = addMs(this.now, -Math.round((daysAgo * DAY_MS) / HOUR_MS) * HOUR_MS)
    return { ...this.ctx, actor, now: at, requestId: newId(at) }
  }
  staff = (key: string, daysAgo: number): TxCtx => this.as(this.people.staff.get(key)!, daysAgo)
  customer = (name: string, daysAgo: number): TxCtx => this.as(this.people.customers.get(name)!, daysAgo)
  day = (daysAgo: number, zone: string): string => dayOf(addMs(this.now, -daysAgo * DAY_MS), zone)

  /** Asks, scopes and writes a quote of these lines; its reference. */
  async drafted(of: Ordering): Promise<string> {
    const { by, csm, daysAgo, zone, itemCode = 'CONS', title, goal, model, taxCode, paymentDays = 30, validFor = 20, lines } = of
    const asking = this.customer(by, daysAgo)
    const words = { key: newId(asking.now), itemCode, title, goal, notice: '1', understood: 'on' }
    const { reference } = await askForQuote(asking, AskForQuoteInput.parse(words))
    await changeRequestState(this.staff(csm, daysAgo - 0.2), { reference, to: 'scoping', reason: '' })
    await this.quote(reference, { csm, daysAgo: daysAgo - 0.4, zone, model, taxCode, paymentDays, validFor, lines, scope: goal })
    return reference
  }

  async quote(
    reference: string,
    of: Required<Pick<Ordering, 'csm' | 'daysAgo' | 'zone' | 'model' | 'taxCode' | 'paymentDays' | 'validFor' | 'lines'>> & {
      scope: string
    },
  ): Promise<void> {
    const { csm, daysAgo, zone, model, taxCode, paymentDays, validFor, lines, scope } = of
    const quoting = this.staff(csm, daysAgo)
    await newQuoteVersion(quoting, { reference })
    const validUntil = this.day(daysAgo - validFor, zone)
    const terms = {
      model,
      isCapped: true,
      taxCode,
      paymentDays,
      validUntil,
      startsOn: '',
      scope,
      assumptions: '',
      exclusions: '',
    }
    await saveQuote(quoting, { reference, revision: 0, draft: QuoteDraft.parse({ ...terms, lines }) })
  }

  send = (reference: string, csm: string, daysAgo: number) =>
    takeQuote(this.staff(csm, daysAgo), { reference, version: 1, revision: 1, to: 'sent', reason: '' })

  /** The same, sent, and ordered with a purchase order from the customer's own system that a services lead countersigns. */
  async ordered(of: Ordering): Promise<string> {
    const { csm, daysAgo, by } = of
    const reference = await this.drafted(of)
    await this.send(reference, csm, daysAgo - 0.5)
    const order = { reference, version: 1, orderNumber: `PO-${88_000 + Number(reference.slice(3))}`, orderedBy: by }
    const note = 'By mail from their own system.'
    const orderId = await recordOrder(this.staff(csm, daysAgo - 0.7), { ...order, note, chosen: [], files: [] })
    await countersignOrder(this.staff('ingrid', daysAgo - 0.9), { reference, version: 1, orderId })
    return reference
  }

  /** Puts somebody on it who leads, and lets it begin. */
  async begin(reference: string, who: string, csm: string, daysAgo: number): Promise<void> {
    const userId = this.people.staff.get(who)!.userId
    const of = { role: 'consultant', fromOn: this.day(daysAgo, 'UTC'), toOn: undefined, hoursPerWeek: 480, leads: true } as const
    await assignConsultant(this.staff(csm, daysAgo), { reference, userId, ...of })
    await takeWork(this.staff(who, daysAgo), { reference, to: 'active', side: undefined, reason: '' })
  }

  /** Puts others on it as well, until a day that is over. */
  async join(reference: string, who: readonly string[], csm: string, since: number, until: number): Promise<void> {
    for (const key of who) {
      const { userId, timeZone } = this.people.staff.get(key)!
      const days = { fromOn: this.day(since, timeZone), toOn: this.day(until, timeZone) }
      const of = { role: 'consultant', ...days, hoursPerWeek: 480, leads: false } as const
      await assignConsultant(this.staff(csm, since), { reference, userId, ...of })
    }
  }

  /** Time of these people in chapters, all of it approved in the end. */
  worked = (
    reference: string,
    who: readonly string[],
    chapters: readonly Chapter[],
    { since = chapters[0]![0], size = 45, approved = chapters.at(-1)![0] - 0.4 } = {},
  ): Promise<void> => writeTime(this, reference, { who, chapters, since, size, approvedBy: 'ingrid', approved })

  /** A draft of an invoice over what can be billed up to a day; its id. */
  async draftInvoice(reference: string, daysAgo: number, upTo: number): Promise<string> {
    const acting = this.staff('odile', daysAgo)
    const { id } = await workOfRequest(acting, reference)
    const [draft] = await prepareDrafts(acting, { upTo: this.day(upTo, 'UTC'), engagementId: [id] })
    return draft!.invoiceId!
  }

  /** An invoice over everything that can be billed; its id. */
  async invoice(reference: string, daysAgo: number): Promise<string> {
    const invoiceId = await this.draftInvoice(reference, daysAgo, daysAgo)
    await issueInvoice(this.staff('odile', daysAgo), { invoiceId })
    return invoiceId
  }
}
