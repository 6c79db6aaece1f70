import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { CASE_STATUSES } from '../cases/case'
import { BulkInput, actOf, foresee, type BulkAct, type BulkFacts } from './bulk'

const HANA = '019b2f6e-0000-7000-8000-000000000003'
const MIA = '019b2f6e-0000-7000-8000-000000000004'
const open: BulkFacts = {
  status: 'open',
  beforeWaiting: null,
  assigneeId: HANA,
  regionCode: 'EMEA',
  beforeId: MIA,
  hasTag: false,
}
const APAC = { code: 'APAC', name: 'Asia Pacific' }

describe('what will become of a case', () => {
  it.each<[string, BulkAct, Partial<BulkFacts>, object]>([
    ['given to somebody', { kind: 'assign', assigneeId: MIA }, {}, { kind: 'assignee', from: HANA, to: MIA }],
    ['given to whom has it', { kind: 'assign', assigneeId: HANA }, {}, { kind: 'unchanged' }],
    ['given to nobody', { kind: 'assign', assigneeId: null }, {}, { kind: 'assignee', from: HANA, to: null }],
    ['closed, given to somebody', { kind: 'assign', assigneeId: MIA }, { status: 'closed' }, { kind: 'refused' }],
    ['put back', { kind: 'put_back', ofId: HANA }, {}, { kind: 'assignee', to: MIA }],
    ['answered and waiting', { kind: 'answer', body: 'x', outcome: 'wait' }, {}, { kind: 'status', status: 'waiting' }],
    ['answered and resolved', { kind: 'answer', body: 'x', outcome: 'resolve' }, {}, { kind: 'status', status: 'resolved' }],
    ['closed and answered', { kind: 'answer', body: 'x', outcome: 'resolve' }, { status: 'closed' }, { kind: 'refused' }],
    ['handed over', { kind: 'hand_over', regionCode: 'APAC', nextStep: 'x' }, {}, { kind: 'region', from: 'EMEA' }],
    ['tagged', { kind: 'tag', name: 'x' }, {}, { kind: 'tag', has: true }],
    ['tagged already', { kind: 'tag', name: 'x' }, { hasTag: true }, { kind: 'unchanged' }],
    ['closed and tagged', { kind: 'tag', name: 'x' }, { status: 'closed' }, { kind: 'tag', has: true }],
    ['without its tag', { kind: 'untag', name: 'x' }, { hasTag: true }, { kind: 'tag', has: false }],
    ['there already', { kind: 'hand_over', regionCode: 'APAC', nextStep: 'x' }, { regionCode: 'APAC' }, { kind: 'refused' }],
    [
      'resolved and handed over',
      { kind: 'hand_over', regionCode: 'APAC', nextStep: 'x' },
      { status: 'resolved' },
      { kind: 'refused' },
    ],
  ])('%s', (_name, act, facts, want) => {
    expect(foresee(act, { ...open, ...facts }, APAC)).toMatchObject(want)
  })

  test('to a region that is no more, nothing', () => {
    expect(foresee({ kind: 'hand_over', regionCode: 'MOON', nextStep: 'x' }, open)).toMatchObject({ kind: 'refused' })
  })

  test('of a closed case is never a change, whatever is done', () => {
    const acts = fc.constantFrom<BulkAct>(
      { kind: 'assign', assigneeId: MIA },
      { kind: 'answer', body: 'x', outcome: 'keep_open' },
      { kind: 'hand_over', regionCode: 'APAC', nextStep: 'x' },
      { kind: 'put_back', ofId: HANA },
    )
    fc.assert(
      fc.property(acts, fc.constantFrom(...CASE_STATUSES), (act, status) => {
        const foreseen = foresee(act, { ...open, status }, APAC)
        if (status === 'closed') expect(foreseen.kind).toBe('refused')
        if (status === 'open') expect(foreseen.kind).not.toBe('refused')
      }),
    )
  })
})

describe('the form', () => {
  it('says what is missing, field by field', () => {
    const fields = (input: object) =>
      BulkInput.safeParse({ references: ['HS-10001'], ...input }).error?.issues.map(({ path }) => path.join())
    expect(fields({ act: 'assign' })).toEqual(['assigneeId'])
    expect(fields({ act: 'answer', body: '' })).toEqual(['body', 'outcome'])
    expect(fields({ act: 'tag', tagName: ' # ' })).toEqual(['tagName'])
    expect(fields({ act: 'tag', tagName: '' })).toEqual(['tagName'])
    expect(fields({ act: 'assign', assigneeId: '', tagName: '' })).toBeUndefined()
    expect(fields({ act: 'hand_over' })).toEqual(['regionCode', 'nextStep'])
    expect(fields({ act: 'assign', assigneeId: '', references: [] })).toEqual(['references'])
    expect(fields({ act: 'assign', assigneeId: '', references: [], all: 'view=mine' })).toBeUndefined()
  })

  it('becomes the act', () => {
    expect(actOf(BulkInput.parse({ act: 'assign', references: ['HS-10001'], assigneeId: '' }))).toEqual({
      kind: 'assign',
      assigneeId: null,
    })
  })
})
