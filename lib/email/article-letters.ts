// What mails about articles say: to whoever is asked to review one, and to those whose words it holds.
import type { House, MailFacts, Recipient } from './facts'
import { paragraph, said, type Block, type Letter } from './letter'

type About = Extract<MailFacts, { kind: 'article_review' }>
type To = { recipient: Recipient; house: House }

/** What becomes of a draft, to a colleague who has a part in it. */
export function reviewLetter({ facts }: About, { house, recipient }: To): Letter {
  const { articleId, title, by, reason } = facts
  const { subject, heading, words, why } = wordsOf(facts)
  const reasons: Block[] = reason === '' ? [] : [said(by, reason, 'plain')]
  return {
    subject: `${subject}: ${title}`,
    preview: words,
    heading,
    greeting: `Hello ${recipient.name},`,
    blocks: [paragraph(words), ...reasons],
    action: { label: 'Open the draft', url: `${house.origin}/desk/knowledge/${articleId}` },
    footer: [
      `You get this mail because ${why}.`,
      `What we mail you about is your choice: ${house.origin}/desk/profile#notifications`,
    ],
  }
}

function wordsOf({ news, by, title }: About['facts']): { subject: string; heading: string; words: string; why: string } {
  const wrote = 'your words are in the draft'
  switch (news) {
    case 'asked':
      return {
        subject: 'Review',
        heading: `${by} asks you for a review`,
        words: `“${title}” waits for a second person before customers read it. Approve it, or send it back with what is missing.`,
        why: `${by} chose you to review it`,
      }
    case 'approved':
      return {
        subject: 'Approved',
        heading: `${by} has approved your article`,
        words: `“${title}” can be published, as it stands now.`,
        why: wrote,
      }
    case 'returned':
      return {
        subject: 'Sent back',
        heading: `${by} sends your article back`,
        words: `“${title}” is a draft again. Change it, and ask for another review.`,
        why: wrote,
      }
    case 'unscheduled':
      return {
        subject: 'Not published',
        heading: `“${title}” is not published by itself any more`,
        words:
          by === ''
            ? 'When its time came, a second person had not approved these words. It is a draft still.'
            : `${by} has changed, published or cancelled it. It is not published at the time that you chose.`,
        why: 'you chose when it is published',
      }
  }
}
