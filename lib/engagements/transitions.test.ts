// Every state machine of services, every transition and every party (issue of services, the matrix): what is not said here is refused.
import { describe, expect, test } from 'vitest'
import { INVOICE_STATES, INVOICE_TRANSITIONS } from '../billing/invoice'
import { ENGAGEMENT_STATES, ENGAGEMENT_TRANSITIONS } from './engagement'
import { EXPENSE_STATES, EXPENSE_TRANSITIONS } from './expense'
import { MILESTONE_STATES, MILESTONE_TRANSITIONS } from './milestone'
import { QUOTE_STATES, QUOTE_TRANSITIONS } from './quote'
import { REQUEST_STATES, REQUEST_TRANSITIONS } from './request'
import { TIME_STATES, TIME_TRANSITIONS } from './time'
import { refusalOf, type Transition } from './transition'

type Machine = {
  states: readonly string[]
  table: readonly Transition<string, string>[]
  parties: readonly string[]
  said: string
}

/** What services.md says, a second time: "from to: by whom", with ! where a reason is asked for. */
const MACHINES: Record<string, Machine> = {
  request: {
    ...{ states: REQUEST_STATES, table: REQUEST_TRANSITIONS as never },
    parties: ['member', 'requester', 'organisation_administrator', 'approver', 'agent', 'csm', 'system'],
    said: `null new: member; null included: csm; null referred: agent csm; referred awaiting_customer!: csm; referred included!: csm;
      referred returned_to_support!: csm requester organisation_administrator system; awaiting_customer scoping: requester organisation_administrator;
      awaiting_customer declined_by_customer!: requester organisation_administrator;
      awaiting_customer returned_to_support!: requester organisation_administrator system;
      awaiting_customer withdrawn: requester organisation_administrator; awaiting_customer lapsed: system; new scoping: csm; new returned_to_support!: csm; new declined_by_vendor!: csm;
      new withdrawn: requester organisation_administrator; scoping withdrawn: requester organisation_administrator; scoping quoted: system;
      quoted scoping: system; quoted accepted: system; quoted withdrawn: requester organisation_administrator system; accepted scoping: system`,
  },
  quote: {
    ...{ states: QUOTE_STATES, table: QUOTE_TRANSITIONS as never },
    parties: ['csm', 'services_lead', 'author', 'reviewer', 'approver', 'countersigner', 'organisation_administrator', 'system'],
    said: `null draft: csm services_lead; draft internal_review: author; internal_review ready: reviewer; internal_review draft!: reviewer;
      ready draft: author; draft sent: csm; ready sent: csm; sent partly_approved: approver; sent accepted: approver countersigner;
      partly_approved accepted: approver countersigner; sent declined!: approver organisation_administrator;
      partly_approved declined!: approver organisation_administrator; sent expired: system; partly_approved expired: system;
      sent withdrawn!: csm system; partly_approved withdrawn!: csm system; accepted withdrawn!: approver csm; draft superseded: system;
      internal_review superseded: system; ready superseded: system; sent superseded: system; partly_approved superseded: system;
      declined superseded: system; expired superseded: system`,
  },
  engagement: {
    ...{ states: ENGAGEMENT_STATES, table: ENGAGEMENT_TRANSITIONS as never },
    parties: ['lead', 'csm', 'services_lead', 'system'],
    said: `null planned: system; planned active: lead; active on_hold!: lead csm; on_hold active: lead csm; active delivered: lead;
      delivered active!: csm; delivered closed: csm; planned cancelled!: services_lead system; active cancelled!: services_lead;
      on_hold cancelled!: services_lead`,
  },
  milestone: {
    ...{ states: MILESTONE_STATES, table: MILESTONE_TRANSITIONS as never },
    parties: ['lead', 'customer', 'system'],
    said: `null pending: lead; pending delivered: lead; delivered accepted: customer system; delivered pending!: customer`,
  },
  time: {
    ...{ states: TIME_STATES, table: TIME_TRANSITIONS as never },
    parties: ['author', 'approver', 'services_lead'],
    said: `null draft: author; draft submitted: author; submitted approved: approver; submitted rejected!: approver; rejected draft: author;
      approved submitted!: services_lead; approved written_off!: services_lead`,
  },
  expense: {
    ...{ states: EXPENSE_STATES, table: EXPENSE_TRANSITIONS as never },
    parties: ['author', 'approver', 'services_lead'],
    said: `null submitted: author; submitted withdrawn: author; submitted approved: approver; submitted rejected!: approver;
      approved written_off!: services_lead`,
  },
  invoice: {
    ...{ states: INVOICE_STATES, table: INVOICE_TRANSITIONS as never },
    parties: ['finance', 'proposer'],
    said: `null draft: finance proposer; draft issued: finance; issued void!: finance`,
  },
}

describe.each(Object.entries(MACHINES))('%s', (_, { states, table, parties, said }) => {
  const rows = said.split(';').map((row) => {
    const [, from, to, reason, who] = /^\s*(\S+) ([a-z_]+)(!?): (.+?)\s*$/s.exec(row)!
    return { from: from === 'null' ? null : from!, to: to!, reason: reason === '!', who: who!.split(' ') }
  })
  test('every step of every party is what was said, and no other', () => {
    for (const from of [null, ...states])
      for (const to of states) {
        const row = rows.find((each) => each.from === from && each.to === to)
        for (const party of parties) {
          const of = (reason: string) => refusalOf(table, { from, to, parties: [party], reason })
          const words = `${from} → ${to} by ${party}`
          expect(of('Because.'), words).toBe(!row ? 'unlisted' : row.who.includes(party) ? null : 'not_theirs')
          if (row?.who.includes(party)) expect(of(''), words).toBe(row.reason ? 'needs_reason' : null)
        }
        expect(refusalOf(table, { from, to, parties: [], reason: 'Because.' })).toBe(row ? 'not_theirs' : 'unlisted')
      }
    expect(table).toHaveLength(rows.length)
  })
})
