// A house of services for data tests: a database of its own, the small world, rate cards, an approver, and the acts of people in a line.
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
import { decideTime } from '@/lib/engagements/commands/time-decide'
import { saveTime } from '@/lib/engagements/commands/time-draft'
import { submitTime } from '@/lib/engagements/commands/time-submit'
import { assignConsultant } from '@/lib/engagements/commands/work-plan'
import { takeWork } from '@/lib/engagements/commands/work-state'
import { AskForQuoteInput } from '@/lib/engagements/input'
import { getEngagement } from '@/lib/engagements/queries/engagement'
import { getQuote } from '@/lib/engagements/queries/quotes'
import { QuoteDraft, SignQuoteInput } from '@/lib/engagements/quote-input'
import { AssignInput, SaveTimeInput, type DecideTimeInput } from '@/lib/engagements/work-input'
import type { Actor, Customer, Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, parseInstant, toIso, type Instant } from '@/lib/kernel/time'

/** Tuesday 24 November 2026, 14:00 in Auckland. */
export const HOUSE_NOW = parseInstant('2026-11-24T01:00:00Z')

export const HOURS_LINE = {
  ...{ kind: 'time', role: 'consultant', unit: 'hour', name: 'Consulting', detail: '', qty: '10', rate: '', discount: '' },
  isOptional: false,
}
const NOTE = 'Mapped the labels of wave 9.'

/** Everything one such test needs. `tick` is a second later each time; `leap` moves the clock on. */
export class House {
  clock = HOUSE_NOW
  private constructor(
    readonly database: TestDatabase,
    readonly client: DbClient,
    readonly owner: postgres.Sql,
    readonly world: World,
  ) {}

  static async open(): Promise<House> {
    const database = await createTestDatabase()
    const client = createClient(database.appUrl, { max: 20, deadlineMs: 60_000 })
    const owner = postgres(database.ownerUrl, { max: 2, onnotice: () => {} })
    const house = new House(database, client, owner, await createWorld(client, HOUSE_NOW))
    await publishRates(house.as(house.lead), {
      ...{
        regionCode: 'APAC',
        currency: 'NZD',
        effectiveFrom: '2026-01-01',
        'consultant.hour': '240',
        'consultant.half_day': '760',
        'trainer.hour': '300',
      },
    })
    const { administrator } = house.world.a
    await nameApprover(house.as(administrator), { userId: administrator.userId, limit: '' })
    return house
  }

  async close(): Promise<void> {
    await Promise.all([this.client.end(), this.owner.end()])
    await this.database.drop()
  }

  /**
   * Everybody at once. Whom the database could not answer in time, because the machine is busy, presses again alone; a second refusal
   * is thrown.
   */
  static async atOnce<T>(acts: readonly (() => Promise<T>)[]): Promise<T[]> {
    const first = await Promise.allSettled(acts.map((act) => act()))
    const answers: T[] = []
    for (const [at, each] of first.entries()) answers.push(each.status === 'fulfilled' ? each.value : await acts[at]!())
    return answers
  }

  tick = (): Instant => (this.clock = addMs(this.clock, 1_000))
  leap = (days: number): void => void (this.clock = addMs(this.clock, days * DAY_MS))
  as = (actor: Actor) => this.world.as(actor, this.tick())
  system = () => this.as({ kind: 'system', job: 'test' })

  get csm(): Staff {
    return this.world.staff.csmApac
  }
  get lead(): Staff {
    return this.world.staff.servicesLead
  }
  /** Who works on it, and leads. */
  get hana(): Staff {
    return this.world.staff.agentApac
  }
  get saskia(): Staff {
    return this.world.staff.agentEmea
  }

  /** A request of A that was quoted and signed: time and materials of ten hours unless said otherwise. */
  async ordered(lines: readonly object[] = [HOURS_LINE], of: object = {}): Promise<string> {
    const { reference } = await askForQuote(
      this.as(this.world.a.requester),
      AskForQuoteInput.parse({
        ...{
          key: newId(this.tick()),
          itemCode: 'CONS',
          title: 'Weekly refresh',
          goal: 'Every Monday.',
          notice: '1',
          understood: 'on',
        },
      }),
    )
    await changeRequestState(this.as(this.csm), { reference, to: 'scoping', reason: '' })
    await this.quoted(reference, lines, of)
    await this.sign(reference)
    return reference
  }

  async quoted(reference: string, lines: readonly object[], of: object = {}): Promise<void> {
    await newQuoteVersion(this.as(this.csm), { reference })
    const draft = QuoteDraft.parse({
      ...{ model: 'time_and_materials', isCapped: true, taxCode: 'nz_gst_15', validUntil: '2026-12-20', paymentDays: '30' },
      ...{ startsOn: '', scope: 'A weekly refresh.', assumptions: '', exclusions: '', lines, ...of },
    })
    await saveQuote(this.as(this.csm), { reference, revision: 0, draft })
    await takeQuote(this.as(this.csm), { reference, version: 1, revision: 1, to: 'sent', reason: '' })
  }

  async sign(reference: string, by: Customer = this.world.a.administrator, chosen: readonly number[] = []): Promise<void> {
    const at = this.tick()
    const sessionId = newId(at)
    await this.owner`insert into sessions (id, sid_hash, user_id, signed_in_with, user_agent, address, created_at, seen_at, expires_at)
      values (${sessionId}, ${Buffer.from(sessionId)}, ${by.userId}, 'password', 'test', '192.0.2.1', ${toIso(at)}, ${toIso(at)}, ${toIso(addMs(at, DAY_MS))})`
    const { shown } = await getQuote(this.world.as(this.csm, at), reference)
    const input = SignQuoteInput.parse({
      ...{ reference, version: String(shown!.words.version), sha256: shown!.sha256, terms: 'on', typedName: by.name },
      chosen: chosen.map(String),
    })
    await signQuote(this.world.as(by, at), input, { sessionId, address: '198.51.100.7', userAgent: 'Firefox' })
  }

  assign = (reference: string, who: Staff, of: object = {}) =>
    assignConsultant(
      this.as(this.csm),
      AssignInput.parse({ reference, userId: who.userId, role: 'consultant', fromOn: '2026-11-01', hoursPerWeek: '8', ...of }),
    )

  /** The same, led by Hana and begun. */
  async begun(lines?: readonly object[], of?: object): Promise<string> {
    const reference = await this.ordered(lines, of)
    await this.assign(reference, this.hana)
    await this.take(reference, 'active')
    return reference
  }

  take = (reference: string, to: 'active' | 'delivered' | 'closed' | 'cancelled', by: Staff = this.lead, reason = 'So.') =>
    takeWork(this.as(by), { reference, to, side: undefined, reason })

  write = (who: Staff, reference: string, workedOn: string, worked: string, of: object = {}) =>
    saveTime(
      this.as(who),
      SaveTimeInput.parse({
        reference,
        role: 'consultant',
        workedOn,
        version: '0',
        worked,
        customerNote: NOTE,
        internalNote: '',
        ...of,
      }),
    )

  /** Writes and submits an entry. */
  async worked(reference: string, workedOn: string, worked: string, who: Staff = this.hana): Promise<void> {
    await this.write(who, reference, workedOn, worked)
    await submitTime(this.as(who), { week: workedOn })
  }

  see = (reference: string, actor: Actor = this.csm) => getEngagement(this.as(actor), reference)

  /** Decides about everything that waits, or was approved. */
  async decide(reference: string, to: DecideTimeInput['to'], by: Staff = this.lead): Promise<void> {
    const from = to === 'submitted' || to === 'written_off' ? 'approved' : 'submitted'
    const chosen = (await this.see(reference)).desk!.time.filter(({ state, splitFrom }) => state === from && splitFrom === null)
    await decideTime(this.as(by), { entryId: chosen.map(({ id }) => id), to, reason: 'Because it is so.' })
  }

  /** "23 120 60 billable approved" of each entry, the newest first: day, worked and billed minutes, class, state. */
  rows = async (reference: string): Promise<string[]> =>
    (await this.see(reference)).desk!.time.map(({ workedOn, workedMinutes, billedMinutes, timeClass, state }) =>
      [workedOn.slice(-2), workedMinutes, billedMinutes, timeClass, state].join(' '),
    )
}
