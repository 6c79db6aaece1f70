// An entry of time as both sides read it.
import { money } from '../kernel/money'
import { priceOfTime } from './pricing'
import type { TimeView } from './work-views'

/** What is known of an entry before it is shown. */
export type EntryToRead = Omit<TimeView, 'consultantName' | 'amount'> & { readonly rateMinor: bigint }

/** With the name of whoever worked, and what it costs: nothing for what is given or in a fixed price. */
export function timeView(entry: EntryToRead, currency: string, names: ReadonlyMap<string, string>): TimeView {
  const {
    id,
    workedOn,
    consultantId,
    role,
    workedMinutes,
    billedMinutes,
    timeClass,
    classReason,
    customerNote,
    state,
    splitFrom,
  } = entry
  const isFree = timeClass === 'goodwill' || timeClass === 'internal'
  const amount = isFree ? money(0n, currency) : priceOfTime({ rateMinor: entry.rateMinor, minutes: billedMinutes }, currency)
  return {
    ...{ id, workedOn, consultantId, consultantName: names.get(consultantId) ?? '', role, workedMinutes, billedMinutes },
    ...{ timeClass, classReason, amount, customerNote, state, splitFrom },
  }
}
