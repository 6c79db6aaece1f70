// The acts of the access matrix that are about onboardings and prepaid hours. Used by tests only.
import { inTransaction, read, type Ctx } from '@/db/context'
import { requestReference } from '@/lib/engagements/request'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, dayOf } from '@/lib/kernel/time'
import type { Acts, Asked, Until } from './act'
import { freshOrder, quoteDraft } from './quotes'
import { workOf } from './work-seen'

const onboarding = () => import('@/lib/engagements/commands/onboarding')
const ending = () => import('@/lib/engagements/commands/hours-end')
const hours = () => import('@/lib/engagements/queries/hours')

/** An organisation to open an onboarding for, one that is open, or prepaid hours that have expired; answers with its reference. */
export async function freshHours(asked: Asked, until: Until): Promise<string> {
  if (until.name.endsWith('openOnboarding')) return freshOrganisation(asked)
  return until.name.endsWith('extendOnboarding') ? freshOnboarding(asked) : expiredHours(asked, until)
}

/** Called as the request is. */
async function freshOrganisation({ world, at, requestReference: name }: Asked): Promise<string> {
  const { insertMember, insertOrganisation } = await import('@/db/seed/rows')
  const { csmApac, csmEmea } = world.staff
  await inTransaction(world.as({ kind: 'system', job: 'access' }, at), async (ctx) => {
    const organisationId = await insertOrganisation(ctx, {
      ...{ name, regionCode: 'APAC', timeZone: 'UTC', currency: 'NZD', sites: [] },
      ...{ csmId: csmApac.userId, backupCsmId: csmEmea.userId },
    })
    await insertMember(ctx, {
      ...{ organisationId, role: 'administrator', email: `${name.toLowerCase()}@fresh.example`, name: 'Fresh' },
      ...{ timeZone: 'UTC', passwordHash: '', isDemo: false },
    })
  })
  return name
}

/** A has one at a time. */
async function freshOnboarding({ world, at }: Asked): Promise<string> {
  const lead = world.as(world.staff.servicesLead, at)
  const [open] = await openOnboardings(lead, world.a.organisationId)
  const { takeWork } = await import('@/lib/engagements/commands/work-state')
  if (open) await takeWork(lead, { reference: open, to: 'cancelled', side: undefined, reason: 'Another begins.' })
  const of = { opensOn: dayOf(at, 'UTC'), days: 90, hours: 24 * 60, consultantId: world.staff.agentApac.userId }
  return (await (await onboarding()).openOnboarding(lead, { ...of, organisationId: world.a.organisationId })).reference
}

async function expiredHours(asked: Asked, until: Until): Promise<string> {
  const { world, at, requestReference } = asked
  const { publishRates } = await import('@/lib/engagements/commands/rates')
  const card = { regionCode: 'APAC', currency: 'NZD', effectiveFrom: '2020-01-01', 'consultant.hour': '240' } as const
  await publishRates(world.as(world.staff.servicesLead, at), card).catch(() => undefined)
  const [line] = quoteDraft.lines
  await freshOrder(asked, until, {
    ...quoteDraft,
    model: 'retainer',
    lines: [{ ...line!, kind: 'time', role: 'consultant', unit: 'hour', rate: '' }],
  })
  await (await ending()).tendHours(world.as({ kind: 'system', job: 'access' }, addMs(at, 400 * DAY_MS)))
  return requestReference
}

const openOnboardings = async (ctx: Ctx, organisationId: string): Promise<string[]> =>
  read(ctx, async (ctx) =>
    (
      await ctx.sql<{ number: number }[]>`
        select r.number::int as number from engagements e join service_requests r on r.organisation_id = e.organisation_id and r.id = e.request_id
        where e.organisation_id = ${organisationId} and e.model = 'included' and e.state in ('planned', 'active', 'on_hold', 'delivered')`
    ).map(({ number }) => requestReference(number)),
  )

/** The one that carries the reference of the request as its name. */
const organisationOf = async ({ world, at, requestReference: name }: Asked): Promise<string> =>
  read(
    world.as(world.staff.csmApac, at),
    async (ctx) => (await ctx.sql<{ id: string }[]>`select id from organisations where name = ${name}`)[0]?.id ?? newId(at),
  )

export const HOURS_ACTS: Acts = {
  'engagements/commands/onboarding.openOnboarding': async (ctx, target) =>
    (await onboarding()).openOnboarding(ctx, {
      ...{ opensOn: dayOf(ctx.now, 'UTC'), days: 90, hours: 24 * 60, consultantId: target.world.staff.agentApac.userId },
      organisationId: await organisationOf(target),
    }),
  'engagements/commands/onboarding.extendOnboarding': async (ctx, { requestReference: reference }) =>
    (await onboarding()).extendOnboarding(ctx, {
      ...{ reference, endsOn: dayOf(addMs(ctx.now, 100 * DAY_MS), 'UTC'), reason: 'They were away.' },
    }),
  'engagements/commands/hours-end.restoreHours': async (ctx, target) =>
    (await ending()).restoreHours(ctx, {
      reference: target.requestReference,
      blockId: (await workOf(target))?.hours[0]?.id ?? newId(target.at),
      endsOn: dayOf(addMs(ctx.now, 500 * DAY_MS), 'UTC'),
      reason: 'As agreed.',
    }),
  'engagements/commands/hours-end.tendHours': async (ctx) => (await ending()).tendHours(ctx),
  'engagements/queries/hours.listOwnHours': async (ctx) => (await hours()).listOwnHours(ctx),
  'engagements/queries/hours.listOnboardingChoices': async (ctx) => (await hours()).listOnboardingChoices(ctx),
}
