// A world in which work of customer A is signed, worked and ready to be billed, with one clock. Used by tests only.
import postgres from 'postgres'
import { vi } from 'vitest'
import { createClient } from '@/db/client'
import { read, type Ctx } from '@/db/context'
import { createWorld } from '@/db/seed/world'
import { createTestDatabase } from '@/db/test-database'
import { nameApprover } from '@/lib/engagements/commands/approvers'
import { askForQuote } from '@/lib/engagements/commands/ask'
import { changeRequestState } from '@/lib/engagements/commands/change-request'
import { newQuoteVersion, saveQuote } from '@/lib/engagements/commands/quote-draft'
import { signQuote } from '@/lib/engagements/commands/quote-sign'
import { takeQuote } from '@/lib/engagements/commands/quote-take'
import { publishRates } from '@/lib/engagements/commands/rates'
import { assignConsultant } from '@/lib/engagements/commands/work-plan'
import { takeWork } from '@/lib/engagements/commands/work-state'
import { AskForQuoteInput } from '@/lib/engagements/input'
import { getQuote } from '@/lib/engagements/queries/quotes'
import { workOfRequest } from '@/lib/engagements/queries/work-rows'
import { QuoteDraft, SignQuoteInput } from '@/lib/engagements/quote-input'
import { AssignInput } from '@/lib/engagements/work-input'
import type { Actor } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, parseInstant, toIso, type Instant } from '@/lib/kernel/time'

/** Tuesday 24 November, 14:00 in Auckland. */
const NOW = parseInstant('2026-11-24T01:00:00Z')

export const ENTITY = {
  ...{
    regionCode: 'APAC',
    code: 'NZ',
    legalName: 'Harmoni NZ Ltd',
    taxNumber: 'GST 12-345-678',
    address: '1 Quay Street, Auckland',
  },
  ...{ bankDetails: '01-0000-0000000-00', timeZone: 'Pacific/Auckland' },
}

const TIME = {
  ...{ kind: 'time', role: 'consultant', unit: 'hour', name: 'Consulting', detail: '', qty: '10', rate: '', discount: '' },
  isOptional: false,
}

/**
 * Opens it, in a file that has a process of its own (`vi.stubEnv`, vitest.config.ts); `end` closes it. `tick` is the next second of its clock, `as` an actor at that second.
 */
export async function openBillingWorld() {
  const database = await createTestDatabase()
  const client = createClient(database.appUrl, { max: 20, deadlineMs: 60_000 })
  const owner = postgres(database.ownerUrl, { max: 2, onnotice: () => {} })
  const world = await createWorld(client, NOW)
  let clock = NOW
  const tick = (): Instant => (clock = addMs(clock, 1_000))
  const as = (actor: Actor): Ctx => world.as(actor, tick())
  const { csmApac: CSM, servicesLead: LEAD, agentApac: HANA } = world.staff
  await publishRates(as(LEAD), {
    ...{ regionCode: 'APAC', currency: 'NZD', effectiveFrom: '2026-01-01', 'consultant.hour': '240', 'trainer.hour': '300' },
  })
  await nameApprover(as(world.a.administrator), { userId: world.a.administrator.userId, limit: '' })

  /** Work of A that was signed and has begun; its id. */
  async function begun(of: object = {}): Promise<string> {
    const { reference } = await askForQuote(
      as(world.a.requester),
      AskForQuoteInput.parse({
        ...{
          key: newId(tick()),
          itemCode: 'CONS',
          title: 'Weekly refresh',
          goal: 'Every Monday.',
          notice: '1',
          understood: 'on',
        },
      }),
    )
    await changeRequestState(as(CSM), { reference, to: 'scoping', reason: '' })
    await newQuoteVersion(as(CSM), { reference })
    const draft = QuoteDraft.parse({
      ...{ model: 'time_and_materials', isCapped: true, taxCode: 'nz_gst_15', validUntil: '2026-12-20', paymentDays: '30' },
      ...{ startsOn: '', scope: 'A weekly refresh.', assumptions: '', exclusions: '', lines: [TIME], ...of },
    })
    await saveQuote(as(CSM), { reference, revision: 0, draft })
    await takeQuote(as(CSM), { reference, version: 1, revision: 1, to: 'sent', reason: '' })
    await sign(reference)
    await assignConsultant(
      as(CSM),
      AssignInput.parse({ reference, userId: HANA.userId, role: 'consultant', fromOn: '2026-11-01', hoursPerWeek: '8' }),
    )
    // Prepaid work begins once its invoice is issued.
    if (draft.model !== 'retainer') await takeWork(as(HANA), { reference, to: 'active', side: undefined, reason: '' })
    return (await read(as(CSM), (ctx) => workOfRequest(ctx, reference))).id
  }

  async function sign(reference: string): Promise<void> {
    const at = tick()
    const sessionId = newId(at)
    const { administrator: by } = world.a
    await owner`insert into sessions (id, sid_hash, user_id, signed_in_with, user_agent, address, created_at, seen_at, expires_at)
      values (${sessionId}, ${Buffer.from(sessionId)}, ${by.userId}, 'password', 'test', '192.0.2.1', ${toIso(at)}, ${toIso(at)}, ${toIso(addMs(at, DAY_MS))})`
    const { shown } = await getQuote(world.as(CSM, at), reference)
    const input = SignQuoteInput.parse({
      ...{ reference, version: String(shown!.words.version), sha256: shown!.sha256, terms: 'on', typedName: by.name },
    })
    await signQuote(world.as(by, at), input, { sessionId, address: '198.51.100.7', userAgent: 'Firefox' })
  }

  /** So many entries of Hana's on as many days from 1 November on, each of so many minutes and approved by the services lead. */
  async function worked(workId: string, minutes: readonly number[], state = 'approved'): Promise<void> {
    for (const [at, each] of minutes.entries()) {
      const id = newId(tick())
      await owner`
        insert into time_entries (organisation_id, id, engagement_id, consultant_id, role, worked_on, worked_minutes, billed_minutes, time_class, rate_minor, currency,
          rate_version_id, rate_position, customer_note, internal_note, state, version, created_at, changed_at)
        select e.organisation_id, ${id}, e.id, ${HANA.userId}, 'consultant', ${`2026-11-${String(at + 1).padStart(2, '0')}`}, ${each}, ${each}, 'billable', 24000, e.currency,
          b.version_id, 1, 'Mapped the labels of wave 9.', '', 'draft', 1, ${toIso(tick())}, ${toIso(clock)}
        from engagements e join budget_revisions b on b.engagement_id = e.id where e.id = ${workId}`
      if (state === 'draft') continue
      await owner`update time_entries set state = 'submitted', submitted_at = ${toIso(clock)} where id = ${id}`
      if (state === 'submitted') continue
      await owner`update time_entries set state = 'approved', decided_by = ${LEAD.userId}, decided_at = ${toIso(clock)} where id = ${id}`
    }
  }

  const end = async () => {
    await Promise.all([client.end(), owner.end()])
    await database.drop()
    vi.unstubAllEnvs()
  }
  return { client, owner, world, tick, as, begun, worked, now: () => clock, end }
}
export type BillingWorld = Awaited<ReturnType<typeof openBillingWorld>>
