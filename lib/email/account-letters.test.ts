// What the mails with a link to sign in, to a password or from an invitation say.
import { describe, expect, test } from 'vitest'
import { DUE, readable, write } from './testing/letters'

describe('links', () => {
  const facts = { path: '/sign-in/link?token=abc', expiresAt: DUE }

  test.each([
    ['sign_in_link', 'Sign in to Harmoni Support'],
    ['password_reset', 'Choose a new password'],
  ] as const)('%s leads to one page and says until when', (kind, heading) => {
    const { text, html } = write({ kind, facts })
    expect(readable(html)).toContain(heading)
    expect(text).toContain('https://support.example/sign-in/link?token=abc')
    expect(text.replace(/\s+/g, ' ')).toContain('The link works until Tue 24 Nov 2026, 13:20 NZDT.')
  })

  test('an invitation says from whom and to what', () => {
    const { text } = write({
      kind: 'invitation',
      facts: { ...facts, invitedBy: 'Oren Tasgard' },
      organisationName: 'Tuiwhenua Insight Co',
    })
    expect(text.replace(/\s+/g, ' ')).toContain('Oren Tasgard invites you to Harmoni Support for Tuiwhenua Insight Co.')
  })
})
