import { expect, test } from 'vitest'
import { customerReads } from './after-answer'
import { outcomesFor, type StatusFacts } from './case'

const facts = (status: StatusFacts['status'], beforeWaiting: StatusFacts['beforeWaiting'] = null): StatusFacts => ({
  status,
  beforeWaiting,
  resolvedAt: null,
})
const usual = (of: StatusFacts) => outcomesFor(of).at(-1)
const reads = (of: StatusFacts, outcome = usual(of)!) => customerReads(of, outcome, { author: 'Hana', tellsTime: false })

test('the usual outcome leaves a case as it is, so that nobody is asked for an answer unless an agent chose to', () => {
  expect(usual(facts('new'))).toBe('keep_open')
  expect(usual(facts('open'))).toBe('keep_open')
  expect(usual(facts('with_account_manager'))).toBe('keep_open')
  expect(usual(facts('waiting', 'open'))).toBe('wait')
  expect(usual(facts('resolved'))).toBe('leave')
})

test('every outcome says what the customer reads of it', () => {
  expect(reads(facts('new'))).toBe('Hana has answered. We keep working on it, and write whenever something changes.')
  expect(reads(facts('open'), 'wait')).toMatch(/^Hana needs an answer from you\. We go on as soon as/)
  expect(reads(facts('open'), 'resolve')).toMatch(/^Hana has solved your case\. If something is left, write within 14 days/)
  expect(reads(facts('with_account_manager'))).toBe('Hana has answered. Your account manager stays on it.')
  expect(reads(facts('with_account_manager'), 'back_to_support')).toBe('Hana has answered. Our support team takes it from here.')
  expect(reads(facts('resolved'), 'keep_open')).toBe('Hana has answered. The case is open again, and we keep working on it.')
  expect(reads(facts('resolved'))).toMatch(/^Hana has answered\. If something is left/)
  expect(reads(facts('closed'), 'wait')).toBeUndefined()
})
