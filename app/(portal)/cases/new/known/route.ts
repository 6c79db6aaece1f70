import { KnownQuery, knownFor } from '@/lib/cases/known-problem'
import { listKnownProblems } from '@/lib/cases/queries/known-problems'
import { phaseOf } from '@/lib/updates/announcement'
import { listAnnouncements } from '@/lib/updates/queries/announcements'
import { route } from '@/lib/web/route'

/** What is known already of what somebody writes a case about: problems, and what is announced and runs now. Nothing is kept of it. */
export const GET = route('portal', KnownQuery, async (ctx, query) => {
  const [problems, announcements] = await Promise.all([listKnownProblems(ctx, query), listAnnouncements(ctx)])
  const running = announcements
    .filter((each) => phaseOf(each, ctx.now) === 'running')
    // What is announced does not work now, whatever else it is.
    .map((each) => ({ ...each, category: 'problem' as const }))
  return {
    problems: problems.map(({ title, body }) => ({ title, body })),
    announcements: knownFor(query, running).map(({ id, kind, title }) => ({ id, kind, title })),
  }
})
