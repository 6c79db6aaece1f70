// What the mails about product updates say.
import { describe, expect, test } from 'vitest'
import { messageId, supportCase, write } from './testing/letters'

describe('product updates', () => {
  const update = {
    ...{ slug: '9-4', version: '9.4', title: 'Base sizes', summary: 'In short.' },
    entries: [
      { kind: 'new' as const, text: '**Base sizes** in [exports](https://x.example).' },
      { kind: 'known_problem' as const, text: 'Slides.' },
    ],
  }
  const facts = { updateIds: [messageId], occasion: 'at_once' as const, more: 0 }

  test('one says what it brings and how to have no more of them', () => {
    const { subject, text } = write({ kind: 'updates_published', facts, updates: [update], unsubscribeToken: 'T0k' })
    expect(subject).toBe('Harmoni 9.4: Base sizes')
    expect(text).toContain('New: Base sizes in exports.')
    expect(text).toContain('Known problem: Slides.')
    expect(text).toContain('https://support.example/updates/9-4')
    expect(text).toContain('https://support.example/unsubscribe?token=T0k')
  })

  test('those of a week are a list', () => {
    const { subject, text } = write({
      kind: 'updates_published',
      facts: { ...facts, occasion: 'weekly', more: 1 },
      updates: [update, { ...update, slug: '9-5', version: '9.5', title: 'Weights' }],
      unsubscribeToken: 'T0k',
    })
    expect(subject).toBe('Harmoni: 3 updates this week')
    expect(text).toContain('1 new, 1 known problem')
    expect(text).toContain('And 1 more, on the page.')
  })

  test('who asked for it reads of their case and nothing else', () => {
    const { subject, text } = write({
      kind: 'case_released',
      supportCase,
      update: { ...update, entries: update.entries.slice(1) },
    })
    expect(subject).toBe('Re: [HS-10432] Nobody can publish')
    expect(text).toMatch(/is part of\s+version 9\.4/)
    expect(text).not.toContain('New: Base sizes')
  })
})
