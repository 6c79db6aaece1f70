import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Instant } from '../kernel/time'
import { nextInTurn, type Candidate } from './assignment'

const person = (userId: string, more: Partial<Candidate> = {}): Candidate => ({
  userId,
  name: userId,
  onShift: true,
  openCases: 0,
  lastGivenAt: null,
  ...more,
})
const turn = (candidates: Candidate[], max: number | null = null) => nextInTurn(candidates, max)?.userId ?? null

describe('round robin', () => {
  it('gives to whoever waited longest, and to those who never had one first', () => {
    expect(turn([person('a', { lastGivenAt: 200 as Instant }), person('b', { lastGivenAt: 100 as Instant })])).toBe('b')
    expect(turn([person('a', { lastGivenAt: 200 as Instant }), person('b', { openCases: 9 })])).toBe('b')
  })

  it('passes over people who are not on shift and people at their limit', () => {
    expect(turn([person('a', { onShift: false }), person('b', { openCases: 5 }), person('c', { openCases: 4 })], 5)).toBe('c')
    expect(turn([person('a', { onShift: false }), person('b', { openCases: 5 })], 5)).toBeNull()
  })

  it('deals n cases to k people so that no two differ by more than one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 60 }), (people, cases) => {
        let candidates = Array.from({ length: people }, (_, index) => person(`p${index}`))
        for (let at = 1; at <= cases; at++) {
          const { userId } = nextInTurn(candidates, null)!
          candidates = candidates.map((each) =>
            each.userId === userId ? { ...each, openCases: each.openCases + 1, lastGivenAt: at as Instant } : each,
          )
        }
        const held = candidates.map(({ openCases }) => openCases)
        expect(Math.max(...held) - Math.min(...held)).toBeLessThanOrEqual(1)
      }),
    )
  })
})
