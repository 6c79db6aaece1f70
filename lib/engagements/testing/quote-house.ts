// A house of quotes for data tests: a database of its own, rate cards, ten people who may become approvers, and the acts of a quote in a line.
import postgres from 'postgres'
import { createClient, type DbClient } from '@/db/client'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { nameApprover } from '@/lib/engagements/commands/approvers'
import { askForQuote } from '@/lib/engagements/commands/ask'
import { changeRequestState } from '@/lib/engagements/commands/change-request'
import { newQuoteVersion, saveQuote } from '@/lib/engagements/commands/quote-draft'
import { signQuote } from '@/lib/engagements/commands/quote-sign'
import { takeQuote } from '@/lib/engagements/commands/quote-take'
import { publishRates } from '@/lib/engagements/commands/rates'
import { AskForQuoteInput } from '@/lib/engagements/input'
import { getQuote } from '@/lib/engagements/queries/quotes'
import { QuoteDraft, SignQuoteInput } from '@/lib/engagements/quote-input'
import type { Actor, Customer, Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, toIso, type Instant } from '@/lib/kernel/time'
import { HOUSE_NOW } from './house'

/** A piece of NZD 1,000. */
export const LINE = {
  ...{ kind: 'fixed', unit: 'piece', name: 'Refresh', detail: '', qty: '1', rate: '1,000', discount: '' },
  isOptional: false,
}
/** 12.5 hours of a consultant by the rate card, NZD 3,000. */
export const TIME = { ...LINE, kind: 'time', role: 'consultant', unit: 'hour', name: 'Consulting', qty: '12.5', rate: '' }
/** NZD 450 that the customer may leave out. */
export const OPTION = { ...LINE, name: 'Recording', rate: '450', isOptional: true }

/** What a form of these lines says, at a fixed price until 20 December unless said otherwise. */
export const draftOf = (lines: object[], of: object = {}) =>
  QuoteDraft.parse({
    ...{ model: 'fixed', isCapped: true, taxCode: 'nz_gst_15', validUntil: '2026-12-20', paymentDays: '30', startsOn: '' },
    ...{ scope: 'A weekly refresh.', assumptions: '', exclusions: '', lines, ...of },
  })

/** Everything such a test needs. `tick` is a second later each time. */
export class QuoteHouse {
  clock = HOUSE_NOW
  /** Members of A; `grant` makes approvers of them. */
  ten: Customer[] = []
  private constructor(
    readonly database: TestDatabase,
    readonly client: DbClient,
    readonly owner: postgres.Sql,
    readonly world: World,
  ) {}

  static async open(): Promise<QuoteHouse> {
    const database = await createTestDatabase()
    const client = createClient(database.appUrl, { max: 12, deadlineMs: 60_000 })
    const owner = postgres(database.ownerUrl, { max: 2, onnotice: () => {} })
    const world = await createWorld(client, HOUSE_NOW)
    const house = new QuoteHouse(database, client, owner, world)
    const of = { regionCode: 'APAC', currency: 'NZD' }
    await publishRates(world.as(house.lead), {
      ...{ ...of, effectiveFrom: '2026-01-01', 'consultant.hour': '240', 'trainer.half_day': '1,100' },
    })
    await publishRates(world.as(house.lead), { ...of, effectiveFrom: '2027-01-01', 'consultant.hour': '250' })
    const names = Array.from({ length: 10 }, (_, at) => `Approver ${String.fromCharCode(65 + at)}`)
    house.ten = await Promise.all(names.map((name) => house.member(name)))
    return house
  }

  async close(): Promise<void> {
    await Promise.all([this.client.end(), this.owner.end()])
    await this.database.drop()
  }

  tick = (): Instant => (this.clock = addMs(this.clock, 1_000))
  as = (actor: Actor) => this.world.as(actor, this.tick())

  get csm(): Staff {
    return this.world.staff.csmApac
  }
  get lead(): Staff {
    return this.world.staff.servicesLead
  }

  private async member(name: string): Promise<Customer> {
    const userId = newId(this.tick())
    const { organisationId } = this.world.a
    await this.owner`insert into users (id, email, name, time_zone, created_at) values (${userId}, ${`${userId}@tuiwhenua.example`}, ${name}, 'UTC', now())`
    await this.owner`insert into memberships (organisation_id, user_id, role, created_at) values (${organisationId}, ${userId}, 'member', now())`
    return { ...this.world.a.colleague, userId, name, isAdministrator: false }
  }

  grant = (to: Customer, limit: string) => nameApprover(this.as(this.world.a.administrator), { userId: to.userId, limit })

  /** A request whose first version is begun, and empty. */
  async begun(): Promise<string> {
    const { reference } = await askForQuote(
      this.as(this.world.a.requester),
      AskForQuoteInput.parse({
        ...{ key: newId(this.tick()), itemCode: 'CONS', title: 'Weekly refresh', goal: 'Every Monday.' },
        ...{ notice: '1', understood: 'on' },
      }),
    )
    await changeRequestState(this.as(this.csm), { reference, to: 'scoping', reason: '' })
    await newQuoteVersion(this.as(this.csm), { reference })
    return reference
  }

  take = (
    reference: string,
    version: number,
    to: 'internal_review' | 'ready' | 'draft' | 'sent' | 'withdrawn',
    as: Actor = this.csm,
  ) => takeQuote(this.as(as), { reference, version, revision: 1, to, reason: 'Because it is so.' })

  /** A request whose first version of these lines is with the customer. */
  async sent(lines: object[] = [LINE], of: object = {}): Promise<string> {
    const reference = await this.begun()
    await saveQuote(this.as(this.csm), { reference, revision: 0, draft: draftOf(lines, of) })
    await this.take(reference, 1, 'sent')
    return reference
  }

  see = (reference: string, as: Actor = this.csm, version?: number) => getQuote(this.world.as(as, this.clock), reference, version)
  state = async (reference: string) => (await this.see(reference)).numbers.at(-1)?.state

  async sign(
    as: Customer,
    reference: string,
    of: Record<string, unknown> = {},
    at: Instant = this.tick(),
    signedInAt: Instant = at,
  ): Promise<void> {
    const sha256 = (await getQuote(this.world.as(this.csm, at), reference)).shown!.sha256
    const input = SignQuoteInput.parse({ reference, version: '1', sha256, terms: 'on', typedName: as.name, ...of })
    const sessionId = await this.session(as, signedInAt)
    await signQuote(this.world.as(as, at), input, { sessionId, address: '198.51.100.7', userAgent: 'Firefox' })
  }

  private async session(of: Customer, at: Instant): Promise<string> {
    const sessionId = newId(at)
    await this.owner`insert into sessions (id, sid_hash, user_id, signed_in_with, user_agent, address, created_at, seen_at, expires_at)
      values (${sessionId}, ${Buffer.from(sessionId)}, ${of.userId}, 'password', 'test', '192.0.2.1', ${toIso(at)}, ${toIso(at)}, ${toIso(addMs(at, DAY_MS))})`
    return sessionId
  }

  /** What acceptances ordered, the oldest first. */
  engagementsOf = (reference: string) => this.owner<{ state: string; fees: string }[]>`
    select e.state, b.fees_minor::text as fees from engagements e join budget_revisions b on b.engagement_id = e.id
      join service_requests r on r.id = e.request_id where r.number = ${Number(reference.slice(3))} order by e.number`
}
