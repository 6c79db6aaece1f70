import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { record } from '@/lib/events/commands'
import type { InstallationKind } from '@/lib/kernel/env'
import { Forbidden } from '@/lib/kernel/errors'
import { canCreateInstallation } from '../installation'

/** How an installation speaks of itself, and the promise it opens cases under. */
export type InstallationWords = {
  kind: InstallationKind
  brandName: string
  productName: string
  supportEmail: string
  /** Stands before every case number: HS makes HS-10432. */
  casePrefix: string
  policyVersionId: string
}

/**
 * Says what this installation is, on the one row that the migration has prepared. The policy version must have been
 * published. Doing it again replaces the words. For the installation itself; throws Forbidden for anybody else.
 */
export async function createInstallation(ctx: Ctx, words: InstallationWords): Promise<void> {
  if (!canCreateInstallation(ctx.actor)) throw new Forbidden('installation.create')
  await inTransaction(ctx, async (ctx) => {
    await ctx.sql`
      insert into installation (id, kind, brand_name, product_name, support_email, case_prefix, current_policy_version_id, created_at)
      values (1, ${words.kind}, ${words.brandName}, ${words.productName}, ${words.supportEmail}, ${words.casePrefix}, ${words.policyVersionId}, ${ctx.now})
      on conflict (id) do update set kind = excluded.kind, brand_name = excluded.brand_name, product_name = excluded.product_name,
        support_email = excluded.support_email, case_prefix = excluded.case_prefix, current_policy_version_id = excluded.current_policy_version_id`
    await record(ctx, { action: 'installation.created', audience: 'staff', organisationId: null, after: { ...words } })
  })
}
