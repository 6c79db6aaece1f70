// What the mail about the review of an article says.
import { expect, test } from 'vitest'
import { messageId, write } from './testing/letters'

test.each([
  ['asked', 'Review: Base sizes', 'Hana <i> asks you for a review'],
  ['returned', 'Sent back: Base sizes', 'The <b>numbers</b>'],
  ['unscheduled', 'Not published: Base sizes', 'It is not published at the time that you chose.'],
] as const)('the mail about the review of an article, %s, says who and why, and leads to the draft', (news, subject, words) => {
  const facts = {
    articleId: messageId,
    title: 'Base sizes',
    news,
    by: 'Hana <i>',
    reason: news === 'returned' ? 'The <b>numbers</b>' : '',
  }
  const mail = write({ kind: 'article_review', facts }, { isStaff: true })
  expect(mail.subject).toBe(subject)
  expect(mail.text.replace(/\s+/g, ' ')).toContain(words)
  expect(mail.text).toContain(`https://support.example/desk/knowledge/${messageId}`)
  expect(mail.html).not.toMatch(/<i>|<b>numbers/)
})
