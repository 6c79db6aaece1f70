import { describe, expect, test } from 'vitest'
import { mailIdentity } from './message-id'

const sign = (value: string) => `signed-${value.length}`
const of = (kind: string, thread: string | null = 'HS-10432', outboxId = 'row-1') =>
  mailIdentity({ outboxId, kind, thread, domain: 'harmoni.example' }, sign)

describe('the identity of a mail', () => {
  test('is the same each time it is sent', () => {
    expect(of('case_answered')).toEqual(of('case_answered'))
  })

  test('the mail that acknowledges a case begins its thread, and the others answer it', () => {
    const first = of('case_received')
    expect(first.references).toEqual([])
    expect(of('case_answered').inReplyTo).toBe(first.messageId)
    expect(of('case_answered', 'HS-10432', 'row-2').messageId).not.toBe(of('case_answered').messageId)
  })

  test('a mail about an account belongs to no thread', () => {
    expect(of('password_reset', null)).toEqual({
      messageId: '<account.row-1.signed-13@harmoni.example>',
      inReplyTo: undefined,
      references: [],
    })
  })
})
