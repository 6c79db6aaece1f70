// What mails about product updates say: to those who follow them, and to whoever asked for what is there now.
import { plainText } from '../kernel/markdown'
import { count } from '../kernel/words'
import { countsWords, KIND_WORDS } from '../updates/update'
import type { House, MailFacts, Recipient, UpdateOfMail } from './facts'
import { lines, paragraph, type Block, type Letter, type Line } from './letter'

type About<K extends MailFacts['kind']> = Extract<MailFacts, { kind: K }>
type To = { recipient: Recipient; house: House }

/** As many lines as a mail shows of one update; the page has the rest. */
const SHOWN = 12

/** An update as it is published, or those of the week. */
export function updatesLetter(about: About<'updates_published'>, to: To): Letter {
  const { house, recipient } = to
  const { facts, updates, unsubscribeToken } = about
  const [first] = updates
  const one = updates.length === 1 && facts.more === 0 ? first : undefined
  const heading = one
    ? `${house.productName} ${one.version}: ${one.title}`
    : `${house.productName}: ${count(updates.length + facts.more, 'update')} this week`
  return {
    subject: heading,
    preview: one
      ? one.summary || countsWords(one.entries.map(({ kind }) => kind))
      : updates.map(({ title }) => title).join(' · '),
    heading,
    greeting: `Hello ${recipient.name},`,
    blocks: one
      ? brought(one)
      : [
          lines(
            '',
            updates.map((update) => updateLine(update, house)),
          ),
          ...(facts.more > 0 ? [paragraph(`And ${facts.more} more, on the page.`)] : []),
        ],
    action: one
      ? { label: 'Read the update', url: `${house.origin}/updates/${one.slug}` }
      : { label: 'Read the updates', url: `${house.origin}/updates` },
    footer: [
      facts.occasion === 'weekly'
        ? 'You get this mail at most once a week, because you follow product updates.'
        : 'You get this mail because you follow product updates.',
      `No more of them: ${house.origin}/unsubscribe?token=${unsubscribeToken}`,
      `Once a week instead: ${house.origin}/updates`,
    ],
  }
}

/** What was asked for in a case is in a version now. */
export function releasedLetter({ supportCase, update }: About<'case_released'>, { house, recipient }: To): Letter {
  const { reference, subject } = supportCase
  return {
    subject: `Re: [${reference}] ${subject}`,
    preview: `What you asked about is part of ${house.productName} ${update.version}.`,
    heading: `${house.productName} ${update.version} has it`,
    greeting: `Hello ${recipient.name},`,
    blocks: [
      paragraph(`What you asked about in ${reference}, “${subject}”, is part of version ${update.version}:`),
      ...entryBlocks(update),
    ],
    action: { label: 'Read the update', url: `${house.origin}/updates/${update.slug}` },
    footer: [
      `You get this mail because you opened ${reference}. The case stays as it is.`,
      `What we mail you about is your choice: ${house.origin}/profile#notifications`,
    ],
  }
}

function brought(update: UpdateOfMail): Block[] {
  return [...(update.summary === '' ? [] : [paragraph(update.summary)]), ...entryBlocks(update)]
}

function entryBlocks({ entries }: UpdateOfMail): Block[] {
  const shown = entries.slice(0, SHOWN).map(({ kind, text }) => paragraph(`${KIND_WORDS[kind]}: ${plainText(text)}`))
  return entries.length > SHOWN ? [...shown, paragraph(`And ${entries.length - SHOWN} more, on the page.`)] : shown
}

function updateLine({ slug, version, title, entries }: UpdateOfMail, house: House): Line {
  return { label: version, url: `${house.origin}/updates/${slug}`, title, words: countsWords(entries.map(({ kind }) => kind)) }
}
