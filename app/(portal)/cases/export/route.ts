import { HISTORY_COLUMNS } from '@/components/cases/history-csv'
import { CaseHistoryInput } from '@/lib/cases/input'
import { listCaseHistoryForExport } from '@/lib/cases/queries/history'
import { csvAnswer, pagesOf } from '@/lib/web/csv'
import { route } from '@/lib/web/route'
import { takeSearchTurn } from '@/lib/web/search-turn'

export const GET = route('portal', CaseHistoryInput, async (ctx, query) => {
  await takeSearchTurn(ctx, query.q)
  const parts = pagesOf(async (after) => {
    const { items, next } = await listCaseHistoryForExport(ctx, query, after)
    return { rows: items, next }
  })
  return csvAnswer('cases', ctx, HISTORY_COLUMNS, parts)
})
