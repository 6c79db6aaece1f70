import { KnownQuery, knownFor } from '@/lib/cases/known-problem'
import { listKnownProblems } from '@/lib/cases/queries/known-problems'
import { takeTurn } from '@/lib/identity/commands/limits'
import { phaseOf } from '@/lib/updates/announcement'
import { renderMarkdown } from '@/lib/kernel/markdown'
import { listAnnouncements } from '@/lib/updates/queries/announcements'
import { findKnownProblems } from '@/lib/updates/queries/known-problems'
import { route } from '@/lib/web/route'

/**
 * What is known already of what somebody writes a case about: problems that we work on, those of updates, and what is announced and runs
 * now. Nothing is kept of it but the turn that it takes.
 */
export const GET = route('portal', KnownQuery, async (ctx, query) => {
  await takeTurn(ctx, 'known:person')
  const [problems, ofUpdates, announcements] = await Promise.all([
    listKnownProblems(ctx, query),
    findKnownProblems(ctx, query),
    listAnnouncements(ctx),
  ])
  const running = announcements
    .filter((each) => phaseOf(each, ctx.now) === 'running')
    // What is announced does not work now, whatever else it is.
    .map((each) => ({ ...each, category: 'problem' as const }))
  return {
    problems: problems.map(({ title, body }) => ({ title, body })),
    updates: ofUpdates.map(({ slug, version, text }) => ({ slug, version, html: renderMarkdown(text) })),
    announcements: knownFor(query, running).map(({ id, kind, title }) => ({ id, kind, title })),
  }
})
