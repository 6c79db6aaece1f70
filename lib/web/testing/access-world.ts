// The world that the access matrix asks about: people of two organisations and of ours, and fresh things of organisation A.
import { vi } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext, type Ctx } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase } from '@/db/test-database'
import { testFolder } from '@/lib/files/testing/storages'
import { ANONYMOUS, type Actor } from '@/lib/kernel/actor'
import { newId, newToken } from '@/lib/kernel/ids'
import { addMs, DAY_MS, parseInstant, type Instant } from '@/lib/kernel/time'
import type { Target } from '../access/acts/act'
import { freshBill } from '../access/acts/billing'
import { openInput } from '../access/acts/cases'
import { freshRequest } from '../access/acts/requests'
import type { Principal } from '../access-matrix'

export const NOW = parseInstant('2026-11-24T01:00:00Z')
/** In every note: nobody on the customers' side reads it. */
export const NOTE_CANARY = 'kanarie-4f1c-note'
/** In everything of organisation A: nobody of another reads it. */
export const FOREIGN_CANARY = 'kanarie-9b27-foreign'

const NO_SPARE: Target['spare'] = {
  organisationId: '',
  userId: '',
  sessionId: '',
  tokens: { link: '', reset: '', invitation: '' },
}
const NO_BILL = { engagementId: '', invoiceId: '' }
const NOT_ASKED_ABOUT = { spare: NO_SPARE, absenceId: '', requestReference: 'SR-999999999', bill: NO_BILL }

/** Functions of one kind are asked about things that were made alike. */
function kindOf(name: string): string {
  if (isOfServices(name) || name.startsWith('billing/')) return name
  if (name.startsWith('shifts/')) return 'leave'
  return isOfPeople(name) ? 'person' : 'case'
}

const isOfServices = (name: string) => name.startsWith('engagements/') || name.includes('/work-invoices.')
const isOfPeople = (name: string) => /^(identity|cases\/commands\/departure)/.test(name)

/** What the tests of the access matrix share: a database, and who and what is in it. */
export class AccessWorld {
  /** Goes on by a second with every fresh thing. */
  later: Instant = NOW
  private participantId = ''
  private readonly shared = new Map<string, Promise<Target>>()

  private constructor(
    readonly people: World,
    readonly client: DbClient,
    /** Sees every row, and may set up what no function makes. */
    readonly owner: DbClient,
    /** Ends the connections, and removes the database, the files and what was told to the installation. */
    readonly end: () => Promise<void>,
  ) {}

  static async create(): Promise<AccessWorld> {
    const database = await createTestDatabase()
    const files = await testFolder()
    vi.stubEnv('FILES_FOLDER', files.folder)
    vi.stubEnv('UPLOADS_PER_MINUTE', '10000')
    const client = createClient(database.appUrl, { max: 4, deadlineMs: 60_000 })
    const owner = createClient(database.ownerUrl, { max: 2, deadlineMs: 60_000 })
    return new AccessWorld(await createWorld(client, NOW), client, owner, async () => {
      await client.end()
      await owner.end()
      await database.drop()
      await files.end()
      vi.unstubAllEnvs()
    })
  }

  actorOf(principal: Principal): Actor {
    const { a, b, staff } = this.people
    const actors: Record<Principal, Actor> = {
      anonymous: ANONYMOUS,
      requester: a.requester,
      participant: { ...a.colleague, userId: this.participantId, name: 'Participant' },
      colleague: a.colleague,
      organisationAdministrator: a.administrator,
      foreignMember: b.requester,
      foreignAdministrator: b.administrator,
      agent: staff.agentApac,
      csm: staff.csmApac,
      servicesLead: staff.servicesLead,
      finance: staff.finance,
      administrator: staff.administrator,
      system: { kind: 'system', job: 'access' },
    }
    return actors[principal]
  }

  as(actor: Actor, at: Instant = this.later): Ctx {
    return createContext(actor, at, { client: this.client })
  }

  /** What a function of this name is asked about: functions about people need no case, and the others no people to spare. */
  async freshTarget(name: string): Promise<Target> {
    if (isOfServices(name)) {
      const target = await this.freshCase()
      const sessionId = await this.freshSession(this.people.a.administrator.userId)
      const requestReference = await freshRequest(this.people, this.later, FOREIGN_CANARY, { name, sessionId })
      return { ...target, requestReference, spare: { ...NO_SPARE, sessionId } }
    }
    if (name.startsWith('billing/')) {
      const target = await this.freshCase()
      const sessionId = await this.freshSession(this.people.a.administrator.userId)
      return { ...target, bill: await freshBill(this.people, this.later, { name, sessionId, goal: FOREIGN_CANARY }) }
    }
    if (name.startsWith('shifts/')) return { ...(await this.freshCase()), absenceId: await this.freshLeave() }
    if (!isOfPeople(name)) return this.freshCase()
    if (this.participantId === '') await this.freshCase()
    this.later = addMs(this.later, 1_000)
    return {
      ...NOT_ASKED_ABOUT,
      reference: 'HS-999999998',
      fileId: newId(this.later),
      organisationId: this.people.a.organisationId,
      spare: await this.freshSpare(),
      world: this.people,
      at: this.later,
    }
  }

  /** One target for all who are refused or only read, at this function and at those that are asked about the same: they change nothing. */
  sharedTarget(name: string): Promise<Target> {
    const kind = kindOf(name)
    const target = this.shared.get(kind) ?? this.freshTarget(name)
    this.shared.set(kind, target)
    return target
  }

  /** The same question about a case, an organisation and a person that are not there. */
  absent(target: Target): Target {
    const [organisationId, userId] = [newId(this.later), newId(this.later)]
    return {
      ...target,
      reference: 'HS-999999999',
      requestReference: 'SR-999999999',
      fileId: newId(this.later),
      bill: { engagementId: newId(this.later), invoiceId: newId(this.later) },
      organisationId,
      spare: { ...target.spare, organisationId, userId },
    }
  }

  /** A fresh case of organisation A with a note, and somebody of A who takes part in it. */
  async freshCase(): Promise<Target> {
    const { a, staff } = this.people
    const at = (this.later = addMs(this.later, 1_000))
    const { openCase } = await import('@/lib/cases/commands/open-case')
    const { addNote } = await import('@/lib/cases/commands/reply')
    const { receiveUpload } = await import('@/lib/files/commands/receive')
    const input = openInput(at)
    const requester = this.as(a.requester)
    const fileId = newId(at)
    await receiveUpload(requester, { id: fileId, name: `${FOREIGN_CANARY}.txt`, size: 1, body: new Response('x').body! })
    const { reference } = await openCase(requester, { ...input, body: FOREIGN_CANARY, files: [fileId] })
    await addNote(this.as(staff.agentApac), { key: newId(at), reference, body: NOTE_CANARY })
    await this.takePart(reference)
    return { reference, fileId, organisationId: a.organisationId, ...NOT_ASKED_ABOUT, world: this.people, at }
  }

  private async takePart(reference: string): Promise<void> {
    const { later } = this
    const { organisationId } = this.people.a
    await this.owner.begin(async ({ sql }) => {
      if (this.participantId === '') {
        this.participantId = newId(later)
        await sql`insert into users (id, email, name, time_zone, created_at) values (${this.participantId}, 'taking.part@tuiwhenua.example', 'Taking Part', 'UTC', ${later})`
        await sql`insert into memberships (organisation_id, user_id, role, created_at) values (${organisationId}, ${this.participantId}, 'member', ${later})`
      }
      await sql`insert into case_participants (organisation_id, case_id, user_id, added_at)
        select organisation_id, id, ${this.participantId}, ${later} from cases where number = ${Number(reference.split('-')[1])}`
    })
  }

  /** A leave of the agent, in a year of its own. */
  private async freshLeave(): Promise<string> {
    const { later } = this
    const absenceId = newId(later)
    const startsAt = addMs(later, (100_000 + 2 * Math.floor((later - NOW) / 1_000)) * DAY_MS)
    await this.owner.begin(
      ({ sql }) => sql`insert into absences (id, user_id, starts_on, back_on, starts_at, ends_at, gives_back, created_at)
        values (${absenceId}, ${this.people.staff.agentApac.userId}, '2300-01-01', '2300-01-02', ${startsAt}, ${addMs(startsAt, DAY_MS)}, 'none', ${later})`,
    )
    return absenceId
  }

  /** A session that has just begun. */
  private async freshSession(userId: string, signedInWith = 'password'): Promise<string> {
    const { later } = this
    const { hashToken } = await import('@/lib/identity/gateway')
    const sessionId = newId(later)
    await this.owner.begin(
      ({
        sql,
      }) => sql`insert into sessions (id, sid_hash, user_id, signed_in_with, user_agent, address, created_at, seen_at, expires_at)
        values (${sessionId}, ${hashToken(newToken())}, ${userId}, ${signedInWith}, 'access', '192.0.2.1', ${later}, ${later}, ${addMs(later, DAY_MS)})`,
    )
    return sessionId
  }

  /** An organisation and its one member, who has not joined yet, with a session and a token of each kind. */
  private async freshSpare(): Promise<Target['spare']> {
    const { later } = this
    const { csmApac, csmEmea } = this.people.staff
    const { hashToken } = await import('@/lib/identity/gateway')
    const [organisationId, userId] = [newId(later), newId(later)]
    const tokens = { link: newToken(), reset: newToken(), invitation: newToken() }
    await this.owner.begin(async ({ sql }) => {
      await sql`insert into organisations (id, name, region_code, time_zone, currency, csm_id, backup_csm_id, created_at)
        values (${organisationId}, ${`Spare ${organisationId}`}, 'EMEA', 'Europe/London', 'GBP', ${csmApac.userId}, ${csmEmea.userId}, ${later})`
      await sql`insert into users (id, email, name, time_zone, created_at) values (${userId}, ${`${userId}@spare.example`}, 'Spare Person', 'UTC', ${later})`
      await sql`insert into memberships (organisation_id, user_id, role, created_at) values (${organisationId}, ${userId}, 'member', ${later})`
      for (const [kind, token] of Object.entries(tokens))
        await sql`insert into sign_in_tokens (id, kind, token_hash, user_id, expires_at, created_at)
          values (${newId(later)}, ${kind}, ${hashToken(token)}, ${userId}, ${addMs(later, DAY_MS)}, ${later})`
    })
    return { organisationId, userId, sessionId: await this.freshSession(userId, 'link'), tokens }
  }
}
