// The quotes of the demo that led to no engagement, or have not yet.
import { expireQuotes, declineQuote, undoAcceptance } from '@/lib/engagements/commands/quote-end'
import { countersignOrder, recordOrder } from '@/lib/engagements/commands/quote-order'
import { signQuote } from '@/lib/engagements/commands/quote-sign'
import { takeQuote } from '@/lib/engagements/commands/quote-take'
import { getQuote } from '@/lib/engagements/queries/quotes'
import { newId } from '@/lib/kernel/ids'
import { DAY_MS, addMs } from '@/lib/kernel/time'
import { hours, type Acting } from '../acting'
import type { Step } from './step'

/** A quote in each state that leads to no engagement, or has not yet. */
export async function quotes(acting: Acting): Promise<Step[]> {
  const us = {
    csm: 'tobin',
    model: 'time_and_materials',
    taxCode: 'no_tax_collected',
    goal: 'As we talked about it on the phone.',
  } as const
  const draft = (of: { by: string; daysAgo: number; zone: string; title: string; validFor?: number }) =>
    acting.drafted({ ...us, ...of, lines: [hours('20')] })
  const maple = await draft({
    by: 'Owen Stratford-Lee',
    daysAgo: 12,
    zone: 'America/Toronto',
    title: 'Panel health page',
    validFor: 10.6,
  })
  const declined = await draft({ by: 'June Haverstock', daysAgo: 25, zone: 'America/Chicago', title: 'Social listening feed' })
  const undone = await draft({ by: 'Caio Montelar', daysAgo: 4, zone: 'America/Sao_Paulo', title: 'Painel de preços' })
  await draft({ by: 'Hollis Greer', daysAgo: 2, zone: 'America/Phoenix', title: 'A page for each store' })
  const aud = { csm: 'rina', zone: 'Australia/Sydney', model: 'time_and_materials', taxCode: 'zero_rated_export' } as const
  const review = await acting.drafted({
    ...{
      ...aud,
      by: 'Bao Lindgren',
      daysAgo: 1.5,
      title: 'Twelve store audits',
      goal: 'A page for each of twelve store audits.',
    },
    lines: [hours('30', { discount: '12' })],
  })
  const ready = await acting.drafted({
    ...{ by: 'Arjun Pellai', csm: 'rina', daysAgo: 3, zone: 'Asia/Singapore', title: 'Alerts for the daily tracker' },
    ...{
      goal: 'A message every morning when a number leaves its range.',
      model: 'time_and_materials',
      taxCode: 'no_tax_collected',
    },
    lines: [hours('24', { discount: '15' })],
  })
  const partly = await acting.drafted({
    ...{
      by: 'Maëlle Trégor',
      csm: 'tobin',
      daysAgo: 5,
      zone: 'Europe/Paris',
      title: 'Second barometer',
      model: 'time_and_materials',
    },
    ...{ goal: 'The barometer of the regions, for a second sector.', taxCode: 'reverse_charge', lines: [hours('90')] },
  })
  return [
    [11.2, () => acting.send(maple, 'tobin', 11.2)],
    [24, () => acting.send(declined, 'tobin', 24)],
    [
      20,
      () =>
        declineQuote(acting.customer('Dorothea Winslade', 20), {
          ...{
            reference: declined,
            version: 1,
            code: 'price',
            reason: 'Twice what we have for it this year.',
            then: 'stop',
          },
        }),
    ],
    [3.4, () => acting.send(undone, 'tobin', 3.4)],
    [
      0.9,
      async () => {
        const order = { reference: undone, version: 1, orderNumber: 'OC-2217', orderedBy: 'Beatriz Sandoval-Reis' }
        const orderId = await recordOrder(acting.staff('tobin', 0.9), {
          ...order,
          note: 'By mail; nobody of theirs may approve here yet.',
          chosen: [],
          files: [],
        })
        await countersignOrder(acting.staff('ingrid', 0.8), { reference: undone, version: 1, orderId })
        await undoAcceptance(acting.staff('tobin', 0.5), { reference: undone, reason: 'The order was for another quote.' })
      },
    ],
    [
      1,
      () => takeQuote(acting.staff('rina', 1), { reference: review, version: 1, revision: 1, to: 'internal_review', reason: '' }),
    ],
    [
      2,
      async () => {
        const step = { reference: ready, version: 1, revision: 1, reason: '' }
        await takeQuote(acting.staff('rina', 2), { ...step, to: 'internal_review' })
        await takeQuote(acting.staff('ingrid', 1.6), { ...step, to: 'ready' })
      },
    ],
    [4, () => acting.send(partly, 'tobin', 4)],
    [3, () => signs(acting, partly, 'Élodie Vauquelin', 3)],
    [0, () => expireQuotes({ ...acting.ctx, actor: { kind: 'system', job: 'engagements.expire_quotes' }, now: acting.now })],
  ]
}

/** Signs as one of two approvers, in a session that is forgotten. */
async function signs(acting: Acting, reference: string, name: string, daysAgo: number): Promise<void> {
  const ctx = acting.customer(name, daysAgo)
  const { userId } = acting.people.customers.get(name)!
  const sessionId = newId(ctx.now)
  await ctx.sql`insert into sessions (id, sid_hash, user_id, signed_in_with, user_agent, address, created_at, seen_at, expires_at)
    values (${sessionId}, ${Buffer.from(sessionId)}, ${userId}, 'password', 'Demo', 'local', ${ctx.now}, ${ctx.now}, ${addMs(ctx.now, DAY_MS)})`
  const { shown } = await getQuote(ctx, reference)
  const words = { reference, version: 1, chosen: [], orderNumber: '', terms: 'on', typedName: name, password: '' } as const
  await signQuote(ctx, { ...words, chosen: [], sha256: shown!.sha256! }, { sessionId, address: 'local', userAgent: 'Demo' })
  await ctx.sql`delete from sessions where id = ${sessionId}`
}
