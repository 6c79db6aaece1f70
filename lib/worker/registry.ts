// Which function does which job, and which jobs come by the clock. A handler reads the world again, may find nothing to do,
// and is safe to run twice.
import { forgetPresence } from '@/lib/cases/commands/presence'
import { sendWaitingReply } from '@/lib/cases/commands/send-reply'
import { closeResolvedJob, giveBackJob, indexSearchJob, indexWordsJob, shareOutJob } from '@/lib/cases/jobs'
import { checkJob, remindJob, sendBillJob } from '@/lib/billing/jobs'
import { deliverMail } from '@/lib/email/jobs/deliver'
import { acceptSilentlyJob, expireQuotesJob, tendHoursJob, tendUndecidedJob } from '@/lib/engagements/jobs'
import { chainJob, verifyJob } from '@/lib/events/jobs'
import { previewJob, sweepFilesJob } from '@/lib/files/jobs'
import { failAbandonedMails } from '@/lib/email/jobs/sweep'
import { sendTokenJob, sweepIdentityJob } from '@/lib/identity/jobs'
import { sweepKept } from '@/lib/jobs/jobs'
import { forgetDeflections } from '@/lib/knowledge/commands/deflection'
import { forgetUnusedArticleFiles } from '@/lib/knowledge/commands/files'
import { forgetSearches } from '@/lib/knowledge/commands/searches'
import { indexJob, publishScheduledJob } from '@/lib/knowledge/jobs'
import { forgetOldNews } from '@/lib/notifications/commands/sweep'
import { tellJob } from '@/lib/notifications/jobs'
import { sweepBulkActs } from '@/lib/queue/commands/bulk'
import { runBulkAct } from '@/lib/queue/commands/run-bulk'
import { mailUpdateJob, mailWeeklyJob } from '@/lib/updates/jobs'
import type { Handlers, Recurring } from './handler'

export const handlers: Handlers = {
  'email.deliver': deliverMail,
  'files.preview': previewJob,
  'files.sweep': async (ctx) => {
    await forgetUnusedArticleFiles(ctx)
    await sweepFilesJob(ctx)
  },
  'identity.send_token': sendTokenJob,
  'cases.close_resolved': closeResolvedJob,
  'cases.share_out': shareOutJob,
  'cases.give_back': giveBackJob,
  'cases.send_reply': sendWaitingReply,
  'queue.run_bulk': runBulkAct,
  'cases.index_words': indexWordsJob,
  'cases.index_search': indexSearchJob,
  'knowledge.index': indexJob,
  'knowledge.publish': publishScheduledJob,
  'notifications.tell': tellJob,
  'updates.mail': mailUpdateJob,
  'updates.weekly': mailWeeklyJob,
  'engagements.expire_quotes': expireQuotesJob,
  'billing.send': sendBillJob,
  'billing.remind': remindJob,
  'engagements.tend_hours': tendHoursJob,
  'engagements.tend_undecided': tendUndecidedJob,
  'billing.check': checkJob,
  'engagements.accept_silently': acceptSilentlyJob,
  'events.chain': chainJob,
  'events.verify': verifyJob,
  'housekeeping.sweep': async (ctx) => {
    // Events are forgotten after a day; whatever they have to tell is told first, and what changed is read.
    await tellJob(ctx)
    await indexWordsJob(ctx)
    await indexSearchJob(ctx)
    await forgetOldNews(ctx)
    await sweepKept(ctx)
    await sweepBulkActs(ctx)
    await sweepIdentityJob(ctx)
    await failAbandonedMails(ctx)
    await forgetPresence(ctx)
    await forgetSearches(ctx)
    await forgetDeflections(ctx)
  },
}

export const recurring: readonly Recurring[] = [
  { job: 'cases.close_resolved', match: '*/10 * * * *' },
  { job: 'engagements.expire_quotes', match: '*/10 * * * *' },
  { job: 'engagements.tend_undecided', match: '* * * * *' },
  { job: 'engagements.tend_hours', match: '13 * * * *' },
  { job: 'engagements.accept_silently', match: '33 * * * *' },
  { job: 'cases.share_out', match: '*/5 * * * *' },
  { job: 'cases.index_words', match: '* * * * *' },
  { job: 'notifications.tell', match: '* * * * *' },
  { job: 'cases.index_search', match: '* * * * *' },
  { job: 'knowledge.publish', match: '* * * * *' },
  { job: 'knowledge.index', match: '*/5 * * * *' },
  { job: 'updates.weekly', match: '*/10 * * * *' },
  { job: 'billing.remind', match: '11 * * * *' },
  { job: 'billing.check', match: '41 2 * * *' },
  { job: 'events.chain', match: '* * * * *' },
  { job: 'events.verify', match: '23 2 * * *' },
  { job: 'files.sweep', match: '47 * * * *' },
  { job: 'housekeeping.sweep', match: '17 * * * *' },
]
