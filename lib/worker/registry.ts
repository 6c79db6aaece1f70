// Which function does which job, and which jobs come by the clock. A handler reads the world again, may find nothing to do,
// and is safe to run twice.
import { closeResolvedJob } from '@/lib/cases/jobs'
import { deliverMail } from '@/lib/email/jobs/deliver'
import { sendTokenJob, sweepIdentityJob } from '@/lib/identity/jobs'
import { sweepKept } from '@/lib/jobs/jobs'
import type { Handlers, Recurring } from './handler'

export const handlers: Handlers = {
  'email.deliver': deliverMail,
  'identity.send_token': sendTokenJob,
  'cases.close_resolved': closeResolvedJob,
  'housekeeping.sweep': async (ctx) => {
    await sweepKept(ctx)
    await sweepIdentityJob(ctx)
  },
}

export const recurring: readonly Recurring[] = [
  { job: 'cases.close_resolved', match: '*/10 * * * *' },
  { job: 'housekeeping.sweep', match: '17 * * * *' },
]
