import 'server-only'
import { inTransaction, read, type Ctx } from '@/db/context'
import type { InstallationKind } from '@/lib/kernel/env'
import { NotFound } from '@/lib/kernel/errors'

/** What this installation is called and what it is; everybody may know, signed in or not. */
export type InstallationView = {
  kind: InstallationKind
  brandName: string
  productName: string
  supportEmail: string
  casePrefix: string
}

const KEEP_MS = 5_000
let kept: { view: InstallationView; at: number; client: Ctx['client'] } | undefined

/** The installation's one row, asked at most every few seconds by a process. Throws NotFound before it is set up. */
export async function getInstallation(ctx: Ctx): Promise<InstallationView> {
  if (kept && kept.client === ctx.client && ctx.now >= kept.at && ctx.now - kept.at < KEEP_MS) return kept.view
  const [row] = await read(
    ctx,
    (ctx) => ctx.sql<
      { kind: InstallationKind; brand_name: string; product_name: string; support_email: string; case_prefix: string }[]
    >`
    select kind, brand_name, product_name, support_email, case_prefix from installation`,
  )
  if (!row) throw new NotFound('installation')
  const view = {
    kind: row.kind,
    brandName: row.brand_name,
    productName: row.product_name,
    supportEmail: row.support_email,
    casePrefix: row.case_prefix,
  }
  kept = { view, at: ctx.now, client: ctx.client }
  return view
}

/** Whether the database takes changes at the moment; a standby, or one that ran out of room, does not. */
export async function isDatabaseWritable(ctx: Ctx): Promise<boolean> {
  const [row] = await inTransaction(
    ctx,
    (ctx) => ctx.sql<{ read_only: string }[]>`select current_setting('transaction_read_only') as read_only`,
  )
  return row?.read_only === 'off'
}
