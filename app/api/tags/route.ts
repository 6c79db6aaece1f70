import { z } from 'zod'
import { suggestTags } from '@/lib/cases/queries/tags'
import { line } from '@/lib/kernel/text'
import { route } from '@/lib/web/route'

/** Tags for what somebody has typed, for staff. */
export const GET = route('desk', z.object({ q: line({ max: 40 }).default('') }), (ctx, { q }) => suggestTags(ctx, q))
