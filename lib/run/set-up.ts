// What a production installation needs to serve its first case: the published promise, and words of its own.
import { createClient } from '@/db/client'
import { createContext, read } from '@/db/context'
import { createInstallation } from '@/lib/identity/commands/installation'
import { currentInstant } from '@/lib/kernel/time'
import { DEFAULT_POLICY_ID, publishDefaultPromise } from '@/lib/sla/commands'

/** Publishes the default policy and calendars in an installation that has none, as concord_app; true when it did. */
export async function setUpProduction(appUrl: string, mailFrom: string | undefined): Promise<boolean> {
  const client = createClient(appUrl, { max: 1 })
  try {
    const ctx = createContext({ kind: 'system', job: 'migrate' }, currentInstant(), { client })
    const [words] = await read(
      ctx,
      ({ sql }) => sql<
        {
          kind: 'production'
          brandName: string
          productName: string
          supportEmail: string
          casePrefix: string
          policyVersionId: string | null
        }[]
      >`
        select kind, brand_name as "brandName", product_name as "productName", support_email as "supportEmail", case_prefix as "casePrefix",
          current_policy_version_id as "policyVersionId"
        from installation`,
    )
    if (!words || words.policyVersionId !== null || words.kind !== 'production') return false
    const vendor = { brandName: words.brandName, supportEmail: addressIn(mailFrom) ?? words.supportEmail }
    await publishDefaultPromise(ctx, vendor)
    await createInstallation(ctx, { ...words, ...vendor, policyVersionId: DEFAULT_POLICY_ID })
    return true
  } finally {
    await client.end()
  }
}

function addressIn(sender: string | undefined): string | undefined {
  return sender?.match(/[^\s<>]+@[^\s<>]+/)?.[0]
}
