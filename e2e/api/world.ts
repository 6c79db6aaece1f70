// Two organisations of their own for the access matrix, with everybody who may come to a door, and a marked word in each
// column that people write, so that any answer shows what it gave away (security MX-02, MX-06).
import { randomUUID } from 'node:crypto'
import { ACTIONS, VISITORS, type Asked, type Relation, type Visitor } from '../../lib/web/access-doors'
import { actionForm, ask, callAction } from './client'
import { expect, sql } from '../fixtures'
import { type Mark, newMark, PREFIX } from './marks'
import { BEGAN, newSession, PASSWORD_HASH, newMember, newStaff, newOrganisation, newToken } from './people'

export type AccessWorld = {
  cookies: Record<Visitor, string>
  users: Record<Exclude<Visitor, 'anonymous'>, string>
  organisations: Record<'a' | 'b', string>
  references: Record<'ofA' | 'ofB', string>
  /** What forms and addresses say about an object, for visitors who change nothing. */
  asked: Record<Relation, Asked>
  /** The same for one who may use it up, with a person of A or B themselves or of an organisation made for it. */
  make: (relation: Relation, within: boolean) => Promise<Asked>
}

export async function makeAccessWorld(): Promise<AccessWorld> {
  const staff = {
    agent: await newStaff('Agent', 'agent'),
    demoted: await newStaff('Demoted', 'administrator'),
    csm: await newStaff('Csm', 'csm'),
    foreignCsm: await newStaff('ForeignCsm', 'csm'),
    servicesLead: await newStaff('ServicesLead', 'services_lead'),
    finance: await newStaff('Finance', 'finance'),
    administrator: await newStaff('Administrator', 'administrator'),
  }
  const agentId = await newStaff('Sender', 'agent')
  const a = await newOrganisation('orgA', staff.csm)
  const b = await newOrganisation('orgB', staff.foreignCsm)
  const users: AccessWorld['users'] = {
    ...staff,
    requester: await newMember('Requester', a, 'orgA'),
    participant: await newMember('Participant', a, 'orgA'),
    colleague: await newMember('Colleague', a, 'orgA'),
    organisationAdministrator: await newMember('AdministratorOfA', a, 'orgA', 'administrator'),
    disabled: await newMember('Disabled', a, 'orgA', 'administrator'),
    departed: await newMember('Departed', a, 'orgA', 'administrator'),
    foreignMember: await newMember('Foreign', b, 'orgB'),
    foreignAdministrator: await newMember('AdministratorOfB', b, 'orgB', 'administrator'),
  }
  const cookies = { anonymous: '' } as Record<Visitor, string>
  for (const visitor of VISITORS) if (visitor !== 'anonymous') cookies[visitor] = (await newSession(users[visitor])).cookie
  await sql`update users set disabled_at = ${BEGAN}::timestamptz where id = ${users.disabled}`
  await sql`update memberships set ended_at = ${BEGAN}::timestamptz where user_id = ${users.departed}`
  await sql`update staff_members set roles = ${['agent']} where user_id = ${users.demoted}`

  const references = {
    ofA: await openCase(cookies.requester, 'case'),
    ofB: await openCase(cookies.foreignMember, 'orgB'),
  }
  const requests = {
    ofA: await askForQuote(cookies.requester, 'case'),
    ofB: await askForQuote(cookies.foreignMember, 'orgB'),
  }
  const files = {
    ofA: await attachPicture(cookies.requester, references.ofA, 'case'),
    ofB: await attachPicture(cookies.foreignMember, references.ofB, 'orgB'),
  }
  await sql`insert into case_participants (organisation_id, case_id, user_id, added_at)
    select organisation_id, id, ${users.participant}, ${BEGAN}::timestamptz from cases where number = ${numberOf(references.ofA)}`
  for (const reference of [references.ofA, references.ofB]) {
    await call('app/desk/cases/[number]/actions.ts#note', cookies.agent, { key: randomUUID(), reference, body: newMark('note') })
    const body = newMark(reference === references.ofA ? 'case' : 'orgB')
    await call('app/desk/cases/[number]/actions.ts#answer', cookies.agent, {
      key: randomUUID(),
      reference,
      body,
      outcome: 'keep_open',
    })
  }
  const mailId = await firstMail()

  const make = async (relation: Relation, within: boolean): Promise<Asked> => {
    const key = randomUUID()
    const common = { csmId: staff.csm, backupCsmId: staff.foreignCsm, agentId, key }
    if (relation === 'missing') {
      const [organisationId, userId, sessionId] = [randomUUID(), randomUUID(), randomUUID()]
      return {
        ...common,
        reference: 'HS-99999999',
        requestReference: 'SR-99999999',
        fileId: randomUUID(),
        mailId: '99999999',
        organisationId,
        userId,
        keeperId: userId,
        sessionId,
        tokens: { reset: '', invitation: '' },
      }
    }
    const mark = relation === 'ofA' ? 'orgA' : 'orgB'
    const organisationId = within ? { ofA: a, ofB: b }[relation] : await newOrganisation(mark, staff.csm)
    const userId = await newMember('Spare', organisationId, mark)
    await sql`update users set password_hash = ${PASSWORD_HASH} where id = ${userId}`
    return {
      ...common,
      reference: references[relation],
      requestReference: requests[relation],
      fileId: files[relation],
      mailId,
      organisationId,
      userId,
      keeperId: users[relation === 'ofA' ? 'organisationAdministrator' : 'foreignAdministrator'],
      sessionId: (await newSession(users[relation === 'ofA' ? 'requester' : 'foreignMember'])).sessionId,
      tokens: { reset: await newToken(userId, 'reset'), invitation: await newToken(userId, 'invitation') },
    }
  }
  const asked = { ofA: await make('ofA', true), ofB: await make('ofB', true), missing: await make('missing', true) }
  return { cookies, users, organisations: { a, b }, references, asked, make }
}

/** A picture of one point. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** Sends a picture whose name is marked, and hangs it on a case. */
async function attachPicture(cookie: string, reference: string, mark: Mark): Promise<string> {
  const id = randomUUID()
  const answer = await ask(`/api/uploads/${id}?name=${newMark(mark)}.png`, { method: 'PUT', cookie, body: PICTURE })
  if (answer.status !== 200) throw new Error(`the picture was not taken: ${answer.status} ${answer.text}`)
  const fields = { key: randomUUID(), reference, body: 'See the picture.', files: id }
  await call('app/(portal)/cases/[number]/actions.ts#reply', cookie, fields)
  await expect.poll(async () => (await sql`select from attachments where id = ${id} and preview = 'made'`).length).toBe(1)
  return id
}

async function openCase(cookie: string, mark: Mark): Promise<string> {
  const { location } = await call('app/(portal)/cases/new/actions.ts#send', cookie, {
    ...ACTIONS['app/(portal)/cases/new/actions.ts#send']!.form!({ key: randomUUID() } as Asked),
    ...Object.fromEntries(
      ['subject', 'body', 'worseNote', 'username', 'site', 'project', 'browser'].map((field) => [field, newMark(mark)]),
    ),
  })
  const reference = /HS-\d+/.exec(location)?.[0]
  if (!reference) throw new Error('no case was opened')
  return reference
}

async function askForQuote(cookie: string, mark: Mark): Promise<string> {
  const { location } = await call('app/(portal)/services/actions.ts#ask', cookie, {
    ...ACTIONS['app/(portal)/services/actions.ts#ask']!.form!({ key: randomUUID() } as Asked),
    title: newMark(mark),
    goal: newMark(mark),
  })
  const reference = /SR-\d+/.exec(location)?.[0]
  if (!reference) throw new Error('no quote was asked for')
  return reference
}

async function call(action: string, cookie: string, fields: Record<string, string | string[]>) {
  const answer = await callAction(action, cookie, actionForm(fields))
  if (answer.status >= 400 || answer.text.includes('"status":"error"'))
    throw new Error(`${action}: ${answer.status} ${answer.text}`)
  return answer
}

export const numberOf = (reference: string) => Number(reference.slice('HS-'.length))

/** The first mail about A's case, once the worker has sent it. */
async function firstMail(): Promise<string> {
  let mail: { id: string } | undefined
  await expect
    .poll(
      async () =>
        ([mail] = await sql<
          { id: string }[]
        >`select id::text from caught_mails where text like ${`%${PREFIX.case}%`} limit 1`)[0],
      {
        message: 'a mail about the case of A',
      },
    )
    .toBeDefined()
  return mail!.id
}
