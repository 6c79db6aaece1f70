import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { CHOSEN_LINKS, LinkInput, linkProblem, markProblem, unmarkProblem, type LinkEnd } from './link'

const end = (id: string, more: Partial<LinkEnd> = {}): LinkEnd => ({
  id,
  reference: `HS-${id}`,
  isProblem: false,
  causedBy: null,
  ...more,
})

describe('two cases', () => {
  it.each(CHOSEN_LINKS)('may be linked as %s', (kind) => {
    expect(linkProblem(kind, end('1'), end('2'), null)).toBeNull()
  })

  it('are linked once, and never one with itself', () => {
    expect(linkProblem('related', end('1'), end('1'), null)).toContain('itself')
    expect(linkProblem('related', end('1'), end('2'), 'duplicate_of')).toContain('are linked already')
  })

  it('of which one is a problem: the problem is not caused by anything, nor is it found in two steps', () => {
    expect(linkProblem('caused_by', end('1', { isProblem: true }), end('2'), null)).toContain('HS-1 is a problem itself')
    expect(linkProblem('caused_by', end('1'), end('2', { causedBy: 'HS-9' }), null)).toContain('caused by HS-9')
    expect(linkProblem('related', end('1', { isProblem: true }), end('2', { causedBy: 'HS-9' }), null)).toBeNull()
    expect(markProblem(end('1', { causedBy: 'HS-9' }))).toContain('HS-9')
    expect(markProblem(end('1'))).toBeNull()
  })

  it('stop having a problem only when nothing is caused by it', () => {
    expect(unmarkProblem(0)).toBeNull()
    expect(unmarkProblem(1)).toContain('A case is linked')
    expect(unmarkProblem(12)).toContain('12 cases are linked')
  })

  test('never make a chain of problems, in whatever order they are linked and marked', () => {
    const step = fc.tuple(fc.constantFrom('link', 'mark'), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 }))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const problems = new Set<number>()
        const causes = new Map<number, number>()
        const of = (id: number) =>
          end(String(id), { isProblem: problems.has(id), causedBy: causes.has(id) ? `HS-${causes.get(id)}` : null })
        for (const [what, a, b] of steps) {
          if (what === 'mark' && markProblem(of(a)) === null) problems.add(a)
          if (what === 'link' && linkProblem('caused_by', of(a), of(b), causes.get(a) === b ? 'caused_by' : null) === null) {
            causes.set(a, b)
            problems.add(b)
          }
        }
        for (const [caused, problem] of causes) {
          expect(problems.has(caused)).toBe(false)
          expect(causes.has(problem)).toBe(false)
        }
      }),
    )
  })
})

test('the form takes a number as people type it and says what is missing', () => {
  expect(LinkInput.parse({ reference: 'HS-1', other: ' hs-2 ', kind: 'related' }).other).toBe('HS-2')
  const problems = LinkInput.safeParse({ reference: 'HS-1', other: '' }).error?.issues.map(({ message }) => message)
  expect(problems).toEqual(['Please choose a case.', 'Please choose what they have to do with each other.'])
})
