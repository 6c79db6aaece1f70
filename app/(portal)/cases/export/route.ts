import { historyCsv } from '@/components/cases/history-csv'
import { CaseHistoryInput } from '@/lib/cases/input'
import { listCaseHistoryForExport } from '@/lib/cases/queries/history'
import { toIso } from '@/lib/kernel/time'
import { route } from '@/lib/web/route'

export const GET = route('portal', CaseHistoryInput, async (ctx, query) => {
  const csv = historyCsv(await listCaseHistoryForExport(ctx, query))
  return new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="cases-${toIso(ctx.now).slice(0, 10)}.csv"`,
      'cache-control': 'private, no-store',
    },
  })
})
