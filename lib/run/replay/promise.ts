// What a replayed installation promises: the targets of the default policy in one region whose hours are those of the log.
import { inTransaction, read, type Ctx } from '@/db/context'
import { createInstallation } from '@/lib/identity/commands/installation'
import type { CalendarDefinition } from '@/lib/sla/calendar-definition'
import { publishPromise } from '@/lib/sla/commands'
import { defaultPolicy } from '@/lib/sla/default-policy'
import type { SupportPolicy } from '@/lib/sla/support-policy'

/** The one region of a replayed log. */
export const LOG_REGION = 'LOG'

const POLICY_ID = 'policy-replay'

/** Monday to Friday, 08:30 to 17:00 UTC, without holidays. */
const logHours: CalendarDefinition = {
  zone: 'UTC',
  windows: [{ days: [1, 2, 3, 4, 5], from: '08:30', to: '17:00' }],
  holidays: {},
}

const replayPolicy: SupportPolicy = {
  ...defaultPolicy,
  title: 'Replay',
  text: {
    ...defaultPolicy.text,
    businessHours: [
      { region: LOG_REGION, name: 'Replayed log', season: 'UTC', lines: ['Monday through Friday', '8:30 a.m. - 5:00 p.m.'] },
    ],
  },
}

/** Publishes the promise and says what the installation is, once. `ctx` is the system at the log's beginning. */
export async function promiseOfReplay(ctx: Ctx): Promise<void> {
  const [words] = await read(
    ctx,
    ({ sql }) => sql<Words[]>`
    select brand_name as "brandName", product_name as "productName", support_email as "supportEmail", case_prefix as "casePrefix",
      current_policy_version_id as "policyVersionId" from installation`,
  )
  if (!words || words.policyVersionId !== null) return
  await inTransaction(ctx, async (ctx) => {
    await publishPromise(ctx, {
      policyId: POLICY_ID,
      policy: replayPolicy,
      regions: [{ code: LOG_REGION, name: 'Replayed log', calendar: logHours }],
    })
    await createInstallation(ctx, { ...words, kind: 'replay', policyVersionId: POLICY_ID })
  })
}

type Words = { brandName: string; productName: string; supportEmail: string; casePrefix: string; policyVersionId: string | null }
