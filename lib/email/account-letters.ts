// What mails with a one-time link say. Each leads to a page that asks first, so that a mail scanner's visit uses nothing up.
import { formatAbsolute, zonePlace } from '../kernel/words'
import type { House, MailFacts, Recipient } from './facts'
import { paragraph, type Letter } from './letter'

type About<K extends MailFacts['kind']> = Extract<MailFacts, { kind: K }>
type To = { recipient: Recipient; house: House }
type Link = About<'sign_in_link'>['facts']

export function signInLetter({ facts }: About<'sign_in_link'>, to: To): Letter {
  return linkLetter(facts, to, {
    subject: `Sign in to ${to.house.brandName}`,
    heading: `Sign in to ${to.house.brandName}`,
    greeting: `Hello ${to.recipient.name},`,
    words: ['You have asked for a link to sign in. It works once, and leads to a page where you confirm.'],
    action: 'Sign in',
    notYou: 'If it was not you who asked, you need not do anything: without this mail nobody can use the link.',
  })
}

export function passwordLetter({ facts }: About<'password_reset'>, to: To): Letter {
  return linkLetter(facts, to, {
    subject: `Choose a new password for ${to.house.brandName}`,
    heading: 'Choose a new password',
    greeting: `Hello ${to.recipient.name},`,
    words: ['You have asked to choose a new password. When you have chosen it, all your devices are signed out.'],
    action: 'Choose a new password',
    notYou: 'If it was not you who asked, you need not do anything: your password stays as it is.',
  })
}

export function invitationLetter({ facts, organisationName }: About<'invitation'>, to: To): Letter {
  const { brandName, productName } = to.house
  const whom = organisationName === null ? `to ${brandName}` : `to ${brandName} for ${organisationName}`
  return linkLetter(facts, to, {
    subject: `Your invitation to ${brandName}`,
    heading: `Welcome to ${brandName}`,
    greeting: `Hello ${to.recipient.name},`,
    words: [
      facts.invitedBy === null ? `You are invited ${whom}.` : `${facts.invitedBy} invites you ${whom}.`,
      organisationName === null
        ? 'Choose a password and your time zone, and you can start.'
        : `It is where you get help with ${productName}: you open a case, see when a person answers, and follow it until it is solved.`,
    ],
    action: 'Accept the invitation',
    notYou: 'If you do not know what this is about, you need not do anything: without you the invitation ends by itself.',
  })
}

type Words = { subject: string; heading: string; greeting: string; words: string[]; action: string; notYou: string }

function linkLetter(link: Link, { recipient, house }: To, words: Words): Letter {
  return {
    subject: words.subject,
    preview: `The link works until ${formatAbsolute(link.expiresAt, recipient.timeZone)}.`,
    heading: words.heading,
    greeting: words.greeting,
    blocks: [
      ...words.words.map(paragraph),
      paragraph(`The link works until ${formatAbsolute(link.expiresAt, recipient.timeZone)}.`),
    ],
    action: { label: words.action, url: house.origin + link.path },
    footer: [words.notYou, `Times are those of ${zonePlace(recipient.timeZone)}.`],
  }
}
