// What became of the articles beside forms for new cases in the demo, as the forms told it.
import type { TxCtx } from '@/db/context'
import type { Customer } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, MINUTE_MS, type Instant } from '@/lib/kernel/time'

/** `end`: what the person did with it; whoever came back had solved it before. */
type SeedForm = {
  person: string
  daysAgo: number
  line: string
  article: string
  end: 'none' | 'opened' | 'solved' | 'came back'
}

const FORMS: readonly SeedForm[] = [
  {
    ...{ person: 'Callan Pike', daysAgo: 27, line: 'import stops because of a duplicate respondent', end: 'solved' },
    article: 'An import stops with “duplicate respondent”',
  },
  {
    ...{ person: 'Lachlan Quist', daysAgo: 25, line: 'what is the weighted base in a table', end: 'solved' },
    article: 'Weighted and unweighted bases',
  },
  {
    ...{ person: 'Imogen Farrow', daysAgo: 22, line: 'weights look wrong after the new wave', end: 'opened' },
    article: 'Weights look like those of the wave before',
  },
  {
    ...{ person: 'Bastien Corvoisier', daysAgo: 20, line: 'filter shows nobody any more', end: 'opened' },
    article: 'A filter shows nobody',
  },
  {
    ...{ person: 'Kwame Thistlewood', daysAgo: 18, line: 'story to powerpoint has wrong fonts', end: 'none' },
    article: 'Export a story to PowerPoint',
  },
  {
    ...{ person: 'Callan Pike', daysAgo: 15, line: 'share a dashboard with a client outside', end: 'came back' },
    article: 'Share a dashboard with somebody outside',
  },
  {
    ...{ person: 'Callan Pike', daysAgo: 12, line: 'sharing dashboard with client outside', end: 'opened' },
    article: 'Share a dashboard with somebody outside',
  },
  {
    ...{ person: 'Minori Hoshikawa', daysAgo: 9, line: 'licence renewal date', end: 'solved' },
    article: 'Renewing a licence',
  },
  {
    ...{ person: 'Tamsin Orrell', daysAgo: 3, line: 'import a survey file from another tool', end: 'solved' },
    article: 'Import a survey file',
  },
  {
    ...{ person: 'Dafydd Penhale', daysAgo: 2, line: 'where do i sign in the first time', end: 'none' },
    article: 'Sign in for the first time',
  },
]

const CAME_BACK_DAYS = 3

/** Keeps what became of each form, as it stood at `now`. */
export async function insertDeflections(ctx: TxCtx, customers: ReadonlyMap<string, Customer>, now: Instant): Promise<void> {
  for (const { person, daysAgo, line, article, end } of FORMS) {
    const suggestedAt = addMs(now, -daysAgo * DAY_MS)
    const solvedAt = end === 'solved' || end === 'came back' ? addMs(suggestedAt, 2 * MINUTE_MS) : null
    const backAt = end === 'came back' ? addMs(suggestedAt, CAME_BACK_DAYS * DAY_MS) : null
    const wasOpened = end !== 'none'
    await ctx.sql`
      insert into help_deflections (id, user_id, line, suggested_at, suggested, opened, solved_by, solved_at, came_back_at)
      select ${newId(suggestedAt)}, ${customers.get(person)!.userId}, ${line}, ${suggestedAt}, array[id],
        case when ${wasOpened} then array[id] else '{}' end, case when ${solvedAt !== null} then id end, ${solvedAt}::timestamptz, ${backAt}::timestamptz
      from articles where title = ${article}`
  }
}
