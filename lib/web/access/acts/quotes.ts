// The acts of the access matrix that are about quotes and rates. Used by tests only.
import type { Ctx } from '@/db/context'
import type { QuoteDraft } from '@/lib/engagements/quote-input'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, dayOf } from '@/lib/kernel/time'
import type { Acts, Asked, Until } from './act'

const drafts = () => import('@/lib/engagements/commands/quote-draft')
const taking = () => import('@/lib/engagements/commands/quote-take')
const ending = () => import('@/lib/engagements/commands/quote-end')
const orders = () => import('@/lib/engagements/commands/quote-order')
const papers = () => import('@/lib/engagements/queries/quote-orders')
const renewing = () => import('@/lib/engagements/commands/quote-renew')
const rates = () => import('@/lib/engagements/commands/rates')

export const quoteDraft = {
  ...{ model: 'fixed', isCapped: true, taxCode: 'nz_gst_15', validUntil: '2099-01-01', paymentDays: 30 },
  ...{ scope: 'A weekly refresh.', assumptions: '', exclusions: '', startsOn: undefined },
  lines: [
    { kind: 'fixed', unit: 'piece', name: 'Refresh', detail: '', qty: '1', rate: '1,000', discount: '', isOptional: false },
  ],
} satisfies QuoteDraft

const offlineOrder = { orderNumber: 'PO-1', orderedBy: 'Their system', note: 'By mail.', chosen: [], files: [] }

/** Takes the quote of a request as far as a function of this name begins from. */
export async function freshQuote(asked: Asked, { name, sessionId }: Until, draft: QuoteDraft = quoteDraft): Promise<void> {
  const { world, at, requestReference: reference } = asked
  const csm = world.as(world.staff.csmEmea, at)
  const { changeRequestState } = await import('@/lib/engagements/commands/change-request')
  await changeRequestState(csm, { reference, to: 'scoping', reason: '' })
  if (name.endsWith('newQuoteVersion')) return
  const { newQuoteVersion, saveQuote } = await drafts()
  await newQuoteVersion(csm, { reference })
  const isRenewed = name.endsWith('askToRenew')
  const validUntil = isRenewed ? dayOf(addMs(at, 7 * DAY_MS), 'UTC') : draft.validUntil
  await saveQuote(csm, { reference, revision: 0, draft: { ...draft, validUntil } })
  if (/saveQuote|takeQuote/.test(name)) return
  await (await taking()).takeQuote(csm, { reference, version: 1, revision: 1, to: 'sent', reason: '' })
  if (isRenewed) await (await ending()).expireQuotes(world.as({ kind: 'system', job: 'access' }, addMs(at, 9 * DAY_MS)))
  if (/countersignOrder|voidOrder|getOrderFile/.test(name)) await record(csm, reference)
  if (name.endsWith('getOrderFile')) await countersign(world.as(world.staff.servicesLead, at), asked)
  const administrator = world.as(world.a.administrator, at)
  const { nameApprover } = await import('@/lib/engagements/commands/approvers')
  await nameApprover(administrator, { userId: world.a.administrator.userId, limit: '' })
  if (name.endsWith('undoAcceptance')) await sign(administrator, asked, sessionId)
}

/** Records an order with its document, as somebody who may. */
async function record(csm: Ctx, reference: string): Promise<void> {
  const { receiveUpload } = await import('@/lib/files/commands/receive')
  const fileId = newId(csm.now)
  await receiveUpload(csm, { id: fileId, name: 'order.pdf', size: 1, body: new Response('x').body! })
  await (await orders()).recordOrder(csm, { reference, version: 1, ...offlineOrder, files: [fileId] })
}

async function orderedOf({ world, at, requestReference }: Asked) {
  const { getQuote } = await import('@/lib/engagements/queries/quotes')
  const seen = await getQuote(world.as(world.staff.csmEmea, at), requestReference).catch(() => undefined)
  return { orderId: seen?.desk?.waiting?.orderId ?? newId(at), fileId: seen?.order?.files[0]?.id ?? newId(at) }
}

async function countersign(ctx: Ctx, asked: Asked): Promise<void> {
  const { orderId } = await orderedOf(asked)
  await (await orders()).countersignOrder(ctx, { reference: asked.requestReference, version: 1, orderId })
}

/** Takes it as far as the order. */
export const freshOrder = (asked: Asked, { sessionId }: Until, draft?: QuoteDraft): Promise<void> =>
  freshQuote(asked, { name: 'quote-end.undoAcceptance', sessionId }, draft)

/** Signs version 1 as whoever asks; `sessionId` is the administrator's, who sees what is signed. */
async function sign(ctx: Ctx, { world, at, requestReference: reference }: Asked, sessionId: string): Promise<void> {
  const { getQuote } = await import('@/lib/engagements/queries/quotes')
  const seen = await getQuote(world.as(world.a.administrator, at), reference).catch(() => undefined)
  const words = { reference, version: 1, chosen: [], orderNumber: '', terms: 'on', typedName: 'Some Body', password: '' } as const
  const evidence = { sessionId, address: 'local', userAgent: 'access' }
  const { signQuote } = await import('@/lib/engagements/commands/quote-sign')
  await signQuote(ctx, { ...words, chosen: [], sha256: seen?.shown?.sha256 ?? '0'.repeat(64) }, evidence)
}

/** Every card begins in a year of its own. */
let published = 0

export const QUOTE_ACTS: Acts = {
  'engagements/commands/quote-draft.newQuoteVersion': async (ctx, { requestReference: reference }) =>
    (await drafts()).newQuoteVersion(ctx, { reference }),
  'engagements/commands/quote-draft.saveQuote': async (ctx, { requestReference: reference }) =>
    (await drafts()).saveQuote(ctx, { reference, revision: 1, draft: quoteDraft }),
  'engagements/commands/quote-take.takeQuote': async (ctx, { requestReference: reference }) =>
    (await taking()).takeQuote(ctx, { reference, version: 1, revision: 1, to: 'sent', reason: '' }),
  'engagements/commands/quote-remind.remindOfQuote': async (ctx, { requestReference: reference }) =>
    (await import('@/lib/engagements/commands/quote-remind')).remindOfQuote(ctx, { reference }),
  'engagements/commands/quote-sign.signQuote': async (ctx, target) => sign(ctx, target, target.spare.sessionId),
  'engagements/commands/quote-order.recordOrder': async (ctx, { requestReference: reference }) =>
    (await orders()).recordOrder(ctx, { reference, version: 1, ...offlineOrder }),
  'engagements/commands/quote-order.countersignOrder': countersign,
  'engagements/commands/quote-order.voidOrder': async (ctx, target) =>
    (await orders()).voidOrder(ctx, {
      ...{ reference: target.requestReference, version: 1, reason: 'Of another quote.' },
      orderId: (await orderedOf(target)).orderId,
    }),
  'engagements/commands/quote-renew.askToRenew': async (ctx, { requestReference: reference }) =>
    (await renewing()).askToRenew(ctx, { reference, version: 1 }),
  'engagements/queries/quote-orders.getOrderFile': async (ctx, target) =>
    (await papers()).getOrderFile(ctx, (await orderedOf(target)).fileId),
  'engagements/commands/quote-end.declineQuote': async (ctx, { requestReference: reference }) =>
    (await ending()).declineQuote(ctx, { reference, version: 1, code: 'price', reason: '', then: 'revise' }),
  'engagements/commands/quote-end.undoAcceptance': async (ctx, { requestReference: reference }) =>
    (await ending()).undoAcceptance(ctx, { reference, reason: 'By mistake.' }),
  'engagements/commands/quote-end.expireQuotes': async (ctx) => (await ending()).expireQuotes(ctx),
  'engagements/commands/rates.publishRates': async (ctx) =>
    (await rates()).publishRates(ctx, {
      ...{ regionCode: 'APAC', currency: 'NZD', effectiveFrom: `${2030 + ++published}-01-01`, 'consultant.hour': '240' },
    }),
  'engagements/queries/rates.listRateCustomers': async (ctx) =>
    (await import('@/lib/engagements/queries/rates')).listRateCustomers(ctx),
  'engagements/queries/rates.listRateCards': async (ctx) => (await import('@/lib/engagements/queries/rates')).listRateCards(ctx),
  'engagements/queries/quotes.getQuote': async (ctx, { requestReference }) =>
    (await import('@/lib/engagements/queries/quotes')).getQuote(ctx, requestReference),
  'engagements/queries/quote-pdf.getQuotePdf': async (ctx, { requestReference }) =>
    (await import('@/lib/engagements/queries/quote-pdf')).getQuotePdf(ctx, requestReference),
}
