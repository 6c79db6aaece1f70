import 'server-only'
import type { TxCtx } from '@/db/context'
import { openCaseFor } from '@/lib/cases/commands/open-case'
import { newId } from '@/lib/kernel/ids'

/** A request, as far as a case of its own needs it. */
export type AskedRequest = {
  readonly number: number
  readonly organisationId: string
  readonly requesterId: string
  readonly title: string
  readonly goal: string
}

/** Opens a case in which our support answers what was asked, in the name of whoever asked; its reference. Part of an act on a request. */
export async function openCaseOfRequest(
  ctx: TxCtx,
  { organisationId, requesterId, title }: AskedRequest,
  body: string,
): Promise<string> {
  const details = { username: '', site: '', project: '', browser: '' }
  const { reference } = await openCaseFor(
    ctx,
    { organisationId, userId: requesterId },
    {
      ...{ key: newId(ctx.now), category: 'how_to', subject: title, impact: 'none', worseNote: '', body },
      ...details,
    },
  )
  return reference
}
