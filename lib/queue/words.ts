// A row of the queue in words: how much is left, what is promised, and why it stands where it stands. Made once on the server
// in the reader's zone; the browser only shows them. Spans are support time in hours and minutes, never in days;
// the head of the table says so once, and a row whose time counts day and night says that.
import type { Instant } from '../kernel/time'
import { formatDuration, formatInstant, formatTime } from '../kernel/words'
import { lastMomentToTake } from '../shifts/capacity'
import type { RegionCapacity } from '../shifts/views'
import { urgencyOf } from '../sla/risk'
import type { Metric } from '../sla/support-policy'
import type { QueueCase } from './views'

/** How a row looks: the colour of its meter and the weight of its first words. */
export type RowTone = 'none' | 'calm' | 'ok' | 'warn' | 'hot' | 'bad'

export type RowWords = {
  /** "41 m left", "Breached", "Customer waits 6 h 10 m". */
  readonly lead: string
  /** Why: "nobody has it", "of 24 h", "38 m over"; may be empty. */
  readonly aside: string
  /** "First answer", "Update", "None". */
  readonly promise: (typeof PROMISES)[number]
  /** "due 14:31", "due 15:10, closes 17:00", "was due yesterday 13:12", "L3: update on status change". */
  readonly due: string
  /** Used of the target, 0 to 100; null where nothing is counted. */
  readonly percent: number | null
  readonly tone: RowTone
  /** "12 m", "3 h", "2 d" since anything happened. */
  readonly activity: string
}

/** The words of what is promised. */
export const PROMISES = ['First answer', 'Update', 'None', 'Resolved'] as const

/** The rule of a level whose updates are promised on each change of status. */
export function onStatusChange(level: number): string {
  return `L${level}: update on status change`
}

const METRIC: Record<Metric, RowWords['promise']> = { first_response: 'First answer', update: 'Update' }
const NOBODY = 'nobody has it'

/** The words of one row for a reader in `zone` at `now`. `capacity`: who is there to take what nobody has; unless it is not known. */
export function rowWords(of: QueueCase, zone: string, now: Instant, capacity: readonly RegionCapacity[] = []): RowWords {
  return { ...riskWords(of, zone, now, capacity), activity: agoWords(of.lastActivityAt, now) }
}

/** Whether the words of a row say until when somebody can take it, so that `rowWords` needs to know who is there. */
export function needsCapacity({ assignee, risk }: QueueCase): boolean {
  const kind = risk?.reasons[0]?.kind
  return assignee === null && (kind === 'little_left' || kind === 'unassigned_before_closing')
}

/**
 * Until when somebody of the region can take the case in time: "breaches unless taken by 16:40" (sla.md §3.4); once that is past,
 * whether it is for want of people or of minutes.
 */
function takeWords(
  { regionCode }: QueueCase,
  dueAt: Instant,
  zone: string,
  now: Instant,
  capacity: readonly RegionCapacity[],
): string {
  const region = capacity.find((each) => each.regionCode === regionCode)
  if (!region) return NOBODY
  const last = lastMomentToTake(region.spans, dueAt, region.handlingMs)
  if (last !== null) return `breaches unless taken by ${nearWords(last, zone, now)}`
  const isAnybodyThere = region.spans.some(({ from }) => from < dueAt)
  return isAnybodyThere
    ? `${NOBODY}, an answer takes ${formatDuration(region.handlingMs)}`
    : `${NOBODY}, and nobody is there in time`
}

function riskWords(of: QueueCase, zone: string, now: Instant, capacity: readonly RegionCapacity[]): Omit<RowWords, 'activity'> {
  const { risk, promise } = of
  if (risk === null) return endedWords(of, zone, now)
  const reason = risk.reasons[0]
  if (reason === undefined || reason.kind === 'no_promise' || reason.kind === 'paused' || promise === null)
    return noPromiseWords(of)
  const metric = METRIC[reason.metric]
  const nobody = of.assignee === null
  const at = momentWords(reason.dueAt, zone, now)
  if (reason.kind === 'breached') {
    const over = seconds(of.overdueSeconds ?? 0)
    const how = reason.cause === 'reclassified' ? 'level corrected' : `${over} over`
    return {
      lead: 'Breached',
      aside: nobody ? `${how}, ${NOBODY}` : how,
      promise: metric,
      due: `was due ${at}`,
      percent: 100,
      tone: 'bad',
    }
  }
  const left = `${seconds(reason.remainingSeconds)} left${promise.isElapsed ? ', day and night' : ''}`
  const target = promise.targetMinutes * 60
  const percent = Math.max(0, Math.min(100, Math.floor(100 - (reason.remainingSeconds / target) * 100)))
  const words = { promise: metric, due: `due ${at}`, percent }
  if (reason.kind === 'on_track') {
    return { ...words, lead: left, aside: nobody ? NOBODY : '', tone: 'calm' }
  }
  const nobodyHasIt = () => takeWords(of, reason.dueAt, zone, now, capacity)
  if (reason.kind === 'unassigned_before_closing') {
    const closes = momentWords(reason.closesAt, zone, now)
    return {
      ...words,
      due: `due ${at}, closes ${closes}`,
      lead: left,
      aside: nobodyHasIt(),
      tone: urgencyOf(reason.remainingSeconds),
    }
  }
  const whole = formatDuration(target * 1000).replace(' 00 m', '')
  return { ...words, lead: left, aside: nobody ? nobodyHasIt() : `of ${whole}`, tone: urgencyOf(reason.remainingSeconds) }
}

function noPromiseWords(of: QueueCase): Omit<RowWords, 'activity'> {
  const reason = of.risk?.reasons[0]
  const rule = of.updatesOnStatusChange ? onStatusChange(of.severity) : 'No clock runs'
  const words = { promise: 'None', due: rule, percent: null, tone: 'none' } as const
  if (reason?.kind === 'paused') return { ...words, lead: 'Paused', aside: '' }
  const waited = reason?.kind === 'no_promise' ? reason.waitedSeconds : null
  const nobody = of.assignee === null ? NOBODY : ''
  if (of.status === 'waiting') return { ...words, lead: 'Waits on customer', aside: '' }
  const aside = of.status === 'with_account_manager' ? 'the CSM has it' : nobody
  if (waited === null) return { ...words, lead: 'Answered, still open', aside }
  return { ...words, lead: `Customer waits ${seconds(waited)}`, aside }
}

function endedWords(of: QueueCase, zone: string, now: Instant): Omit<RowWords, 'activity'> {
  const lead = of.status === 'closed' ? 'Closed' : 'Resolved'
  const at = of.resolvedAt === null ? '' : momentWords(of.resolvedAt, zone, now)
  return {
    lead,
    aside: '',
    promise: at === '' ? 'None' : 'Resolved',
    due: at,
    percent: null,
    tone: 'none',
  }
}

const seconds = (value: number) => formatDuration(value * 1000)

/** "14:31" today, else with its day. */
function momentWords(at: Instant, zone: string, now: Instant): string {
  const words = formatInstant(at, zone, now)
  return words.startsWith('today ') ? formatTime(at, zone) : words
}

/** "16:40" today, "Wed 08:35" on another day: short, because it stands in the narrowest column. */
function nearWords(at: Instant, zone: string, now: Instant): string {
  return momentWords(at, zone, now).replace(/^(\w{3}) \d.*, /, '$1 ')
}

/** "12 m", "3 h", "2 d". */
export function agoWords(at: Instant, now: Instant): string {
  const minutes = Math.max(0, Math.floor((now - at) / 60_000))
  if (minutes < 60) return `${minutes} m`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h`
  return `${Math.floor(minutes / (24 * 60))} d`
}
