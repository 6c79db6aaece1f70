import { ORGANISATION_COLUMNS } from '@/components/identity/directory-csv'
import { ListOrganisationsInput } from '@/lib/identity/input'
import { canManageOrganisations } from '@/lib/identity/policy'
import { listOrganisations } from '@/lib/identity/queries/organisations'
import { Forbidden } from '@/lib/kernel/errors'
import { csvAnswer, pagesOf } from '@/lib/web/csv'
import { route } from '@/lib/web/route'

export const GET = route('desk', ListOrganisationsInput, (ctx, query) => {
  if (!canManageOrganisations(ctx.actor)) throw new Forbidden('organisations.export')
  return csvAnswer(
    'organisations',
    ctx,
    ORGANISATION_COLUMNS,
    pagesOf((cursor) => listOrganisations(ctx, { ...query, cursor })),
  )
})
