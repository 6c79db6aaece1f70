import { saveDraft } from '@/lib/cases/commands/drafts'
import { SaveDraftInput } from '@/lib/cases/input'
import { route } from '@/lib/web/route'

/** Keeps what somebody has begun to write on a case; said shortly after each pause in typing. */
export const POST = route('account', SaveDraftInput, (ctx, input) => saveDraft(ctx, input), { maxBytes: 512 * 1024 })
