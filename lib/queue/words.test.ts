import { describe, expect, it } from 'vitest'
import { parseInstant, type Instant } from '../kernel/time'
import type { RegionCapacity } from '../shifts/views'
import type { QueueCase } from './views'
import { rowWords } from './words'

const at = parseInstant
const NOW = at('2026-11-24T14:00:00Z')
const ZONE = 'Europe/London'

const nobodys = (dueAt: Instant): QueueCase => ({
  id: 'c',
  reference: 'HS-10432',
  subject: 'Export fails',
  organisationName: 'Foxglove',
  regionCode: 'EMEA',
  severity: 1,
  levelName: 'Urgent',
  status: 'new',
  category: 'problem',
  openedAt: NOW,
  assignee: null,
  lastActivityAt: NOW,
  resolvedAt: null,
  promise: { metric: 'first_response', dueAt, targetMinutes: 240 },
  updatesOnStatusChange: false,
  overdueSeconds: null,
  risk: {
    band: 'at_risk',
    remainingSeconds: 3_600,
    reasons: [
      {
        kind: 'unassigned_before_closing',
        metric: 'first_response',
        dueAt,
        closesAt: at('2026-11-24T17:00:00Z'),
        remainingSeconds: 3_600,
      },
    ],
  },
})
const there = (...spans: [string, string][]): RegionCapacity[] => [
  {
    regionCode: 'EMEA',
    handlingMs: 30 * 60_000,
    openCasesMax: null,
    onShift: [],
    spans: spans.map(([from, to]) => ({ from: at(from), to: at(to) })),
  },
]
const aside = (dueAt: string, capacity?: RegionCapacity[]) => rowWords(nobodys(at(dueAt)), ZONE, NOW, capacity).aside

describe('capacity in words (sla.md §3.4)', () => {
  it('says until when a case that nobody has must be taken: due, less the usual handling time', () => {
    expect(aside('2026-11-24T17:00:00Z', there(['2026-11-24T14:00:00Z', '2026-11-24T18:00:00Z']))).toBe(
      'breaches unless taken by 16:30',
    )
  })

  it('goes by the last shift that ends before the promise does', () => {
    const spans = there(['2026-11-24T14:00:00Z', '2026-11-24T15:00:00Z'], ['2026-11-24T14:00:00Z', '2026-11-24T16:10:00Z'])
    expect(aside('2026-11-24T17:00:00Z', spans)).toBe('breaches unless taken by 15:40')
  })

  it('names the day, shortly, when it is another', () => {
    const spans = there(['2026-11-25T08:00:00Z', '2026-11-25T16:00:00Z'])
    expect(aside('2026-11-25T09:05:00Z', spans)).toBe('breaches unless taken by Wed 08:35')
  })

  it('says when it is too late, for want of minutes or of people, and only that nobody has it when shifts are not known', () => {
    expect(aside('2026-11-24T14:20:00Z', there(['2026-11-24T14:00:00Z', '2026-11-24T18:00:00Z']))).toBe(
      'nobody has it, an answer takes 30 m',
    )
    expect(aside('2026-11-24T14:20:00Z', there(['2026-11-25T08:00:00Z', '2026-11-25T16:00:00Z']))).toBe(
      'nobody has it, and nobody is there in time',
    )
    expect(aside('2026-11-24T17:00:00Z')).toBe('nobody has it')
  })
})

describe('time left in words and in colour', () => {
  const left = (remainingSeconds: number, targetMinutes: number, isElapsed?: boolean): QueueCase => {
    const dueAt = at('2026-11-25T10:00:00Z')
    const reason = { kind: 'little_left' as const, metric: 'first_response' as const, dueAt, remainingSeconds }
    return {
      ...nobodys(dueAt),
      assignee: { id: 'a', name: 'Ana' },
      promise: { metric: 'first_response', dueAt, targetMinutes, isElapsed },
      risk: { band: 'at_risk', remainingSeconds, reasons: [{ ...reason, targetSeconds: targetMinutes * 60 }] },
    }
  }
  const said = (of: QueueCase) => {
    const { lead, aside, tone } = rowWords(of, ZONE, NOW)
    return [lead, aside, tone]
  }

  it('presses by what is left, however much was promised', () => {
    expect(said(left(35 * 60, 240))).toEqual(['35 m left', 'of 4 h', 'hot'])
    expect(said(left(7 * 3_600, 72 * 60))).toEqual(['7 h 00 m left', 'of 72 h', 'warn'])
  })

  it('says where hours are not business hours', () => {
    expect(said(left(35 * 60, 240, true))[0]).toBe('35 m left, day and night')
  })
})
