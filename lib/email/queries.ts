import 'server-only'
import { asActor, read, type Ctx } from '@/db/context'
import type { InstallationKind } from '@/lib/kernel/env'
import { NotFound } from '@/lib/kernel/errors'
import type { CaughtMailRow, CaughtMails, CaughtMailsInput, CaughtMailView } from './caught'
import { canReadCaughtMails } from './policy'

const PAGE_SIZE = 50

/** The mails that the catcher took, newest first. Throws NotFound in an installation that sends its mail. */
export async function listCaughtMails(ctx: Ctx, { to, before }: CaughtMailsInput): Promise<CaughtMails> {
  return reading(ctx, async (ctx) => {
    const older = before === undefined ? ctx.sql`` : ctx.sql`and id < ${before}`
    const addressed = to === undefined ? ctx.sql`` : ctx.sql`and recipient = ${to.toLowerCase()}`
    const rows = await ctx.sql<CaughtMailRow[]>`
      select id, at, recipient, subject from caught_mails where true ${older} ${addressed} order by id desc limit ${PAGE_SIZE + 1}`
    const last = rows.length > PAGE_SIZE ? rows[PAGE_SIZE - 1] : undefined
    return { rows: rows.slice(0, PAGE_SIZE), next: last?.id ?? null }
  })
}

/** One caught mail. Throws NotFound for one that is not there, and in an installation that sends its mail. */
export async function getCaughtMail(ctx: Ctx, id: number): Promise<CaughtMailView> {
  return reading(ctx, async (ctx) => {
    const [mail] = await ctx.sql<CaughtMailView[]>`
      select id, at, sender, recipient, subject, message_id as "messageId", text, html from caught_mails where id = ${id}`
    if (!mail) throw new NotFound('mail')
    return mail
  })
}

/** Whoever asks may be nobody, so the reading runs as the job `caught-mails`, once the installation has been looked at. */
async function reading<T>(ctx: Ctx, run: Parameters<typeof read<T>>[1]): Promise<T> {
  return read(asActor(ctx, { kind: 'system', job: 'caught-mails' }), async (ctx) => {
    const [installation] = await ctx.sql<{ kind: InstallationKind }[]>`select kind from installation`
    if (!installation || !canReadCaughtMails(installation.kind)) throw new NotFound('mail')
    return run(ctx)
  })
}
