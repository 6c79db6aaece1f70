import { z } from 'zod'
import { line } from '@/lib/kernel/text'
import { findForPalette } from '@/lib/queue/queries/palette'
import { route } from '@/lib/web/route'

/** What the command palette finds, for staff. */
export const GET = route('desk', z.object({ q: line({ max: 200 }).default('') }), async (ctx, { q }) => findForPalette(ctx, q))
