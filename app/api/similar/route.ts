import { z } from 'zod'
import { CaseReference } from '@/lib/cases/input'
import { listSimilarCases } from '@/lib/cases/queries/similar'
import { route } from '@/lib/web/route'

/** Resolved cases about the same, for the page of a case, which does not wait for them. */
export const GET = route('desk', z.object({ reference: CaseReference }), (ctx, { reference }) => listSimilarCases(ctx, reference))
