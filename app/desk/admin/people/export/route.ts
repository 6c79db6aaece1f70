import { PERSON_COLUMNS } from '@/components/identity/directory-csv'
import { ListPeopleInput } from '@/lib/identity/input'
import { listPeople } from '@/lib/identity/queries/people'
import { csvAnswer, pagesOf } from '@/lib/web/csv'
import { route } from '@/lib/web/route'

export const GET = route('desk', ListPeopleInput, (ctx, query) =>
  csvAnswer(
    'people',
    ctx,
    PERSON_COLUMNS,
    pagesOf((cursor) => listPeople(ctx, { ...query, cursor })),
  ),
)
