// What mails of news say: one piece of news of a case, several at once, and the daily digest.
import { CATEGORY_TOPICS } from '../cases/case'
import { formatAbsolute, zonePlace } from '../kernel/words'
import type { Instant } from '../kernel/time'
import type { CaseOfMail, House, MailFacts, Recipient } from './facts'
import { lines, paragraph, promise, said, type Block, type Letter, type Line } from './letter'
import { newsHeading, newsWords, type News } from './news'

type About<K extends MailFacts['kind']> = Extract<MailFacts, { kind: K }>
type To = { recipient: Recipient; house: House }

const METRICS = { first_response: 'First answer due', update: 'Update due' } as const

/** One thing that happened on a case, to somebody on our side. */
export function newsLetter({ supportCase, facts: { news } }: About<'case_news'>, to: To): Letter {
  const { recipient, house } = to
  const heading = newsHeading(news)
  return {
    // A subject of its own: warnings and mentions are no part of the conversation with the customer.
    subject: `[${supportCase.reference}] ${heading}: ${supportCase.subject}`,
    preview: `${supportCase.organisationName}, level ${supportCase.severity}: ${newsWords(news, (at) => when(at, to))}`,
    heading,
    greeting: `Hello ${recipient.name},`,
    blocks: [
      paragraph(`“${supportCase.subject}” of ${supportCase.organisationName}, level ${supportCase.severity}.`),
      ...told(news, supportCase, to),
    ],
    action: { label: 'Open the case', url: `${house.origin}/desk/cases/${supportCase.reference}` },
    footer: footer(to, 'You get this mail because you work on this case, lead its region or follow it.'),
  }
}

function told(news: News, { requesterName }: CaseOfMail, to: To): Block[] {
  switch (news.kind) {
    case 'at_risk':
    case 'breached':
    case 'due':
      return [
        promise(METRICS[news.metric], when(news.dueAt, to)),
        paragraph(
          news.kind === 'breached'
            ? `It is late. ${requesterName} waits.`
            : `A quarter of the time is left, or less. ${requesterName} waits.`,
        ),
      ]
    case 'mentioned':
    case 'replied':
    case 'noted':
      return [said(news.by ?? '', news.words, 'plain')]
    case 'level_changed':
      return [
        paragraph(`${news.by ?? 'Somebody'} changed it from level ${news.from} to level ${news.to}, for this reason:`),
        said('', news.reason, 'plain'),
      ]
    case 'category_changed':
      return [
        paragraph(`${news.by ?? 'Somebody'} says that it is about ${CATEGORY_TOPICS[news.category]}, for this reason:`),
        said('', news.reason, 'plain'),
      ]
    case 'assigned':
    case 'draft_offered':
    case 'held_back':
    case 'opened':
    case 'status_changed':
    case 'handed_over':
      return [paragraph(newsWords(news, (at) => when(at, to)))]
  }
}

/** Several pieces of news in one mail: those of one moment, or those of the day. */
export function digestLetter({ facts }: About<'news_digest'>, to: To): Letter {
  const { recipient, house } = to
  const { occasion, due, news, more } = facts
  const desk = recipient.isStaff ? '/desk' : ''
  const line = (each: { reference: string; subject: string; news: News }): Line => ({
    label: each.reference,
    url: `${house.origin}${desk}/cases/${each.reference}`,
    title: each.subject,
    words: newsWords(each.news, (at) => when(at, to)),
  })
  const late = due.filter(({ news: { kind } }) => kind === 'breached').length
  const summary = [
    late > 0 && `${late} late`,
    due.length - late > 0 && `${due.length - late} due`,
    news.length > 0 && `${news.length} new`,
  ]
    .filter(Boolean)
    .join(', ')
  return {
    subject: occasion === 'daily' ? `Your day: ${summary}` : `${news.length} things need your eye`,
    preview: [...due, ...news]
      .slice(0, 3)
      .map(({ reference, subject }) => `${reference} ${subject}`)
      .join(' · '),
    heading: occasion === 'daily' ? 'Your day' : `${news.length} things need your eye`,
    greeting: `Hello ${recipient.name},`,
    blocks: [
      ...(due.length > 0 ? [lines('Due today, the worst first', due.map(line))] : []),
      ...(news.length > 0 ? [lines(due.length > 0 || occasion === 'daily' ? 'What you have not read' : '', news.map(line))] : []),
      ...(more > 0 ? [paragraph(`And ${more} more, on the page of your notifications.`)] : []),
    ],
    action: { label: 'Open your notifications', url: `${house.origin}${desk}/notifications` },
    footer: footer(
      to,
      occasion === 'daily'
        ? 'You get this mail once on each of your working days, when there is something to tell.'
        : 'You get one mail for all that came at once.',
    ),
  }
}

function footer({ recipient, house }: To, why: string): string[] {
  return [
    `Times are those of ${zonePlace(recipient.timeZone)}, your time zone.`,
    why,
    `What we mail you about is your choice: ${house.origin}${recipient.isStaff ? '/desk/profile' : '/profile'}#notifications`,
  ]
}

function when(at: Instant, { recipient }: To): string {
  return formatAbsolute(at, recipient.timeZone)
}
