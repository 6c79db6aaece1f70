// The engagements of the demo after the first one, and a quote in each state (services.md §7). They are ordered one after the other, so
// that their numbers are those of the design; what happened to them since is told in the order of time.
import type { TxCtx } from '@/db/context'
import type { Instant } from '@/lib/kernel/time'
import { Acting, type People } from './acting'
import { karoo, merlion, prairie } from './engagements/by-balance'
import { banksia, banksiaRests, fjordvane, foxglove, saguaro } from './engagements/by-hours'
import { hoshikawa, sondalys, tuiwhenua } from './engagements/by-price'
import { quotes } from './engagements/quoted'
import type { Step } from './engagements/step'

/** Orders ENG-2 to ENG-12, tells what happened to each, and quotes what became no engagement. */
export async function insertEngagements(ctx: TxCtx, people: People, now: Instant): Promise<void> {
  const acting = new Acting(ctx, people, now)
  const steps: Step[] = []
  for (const tell of [
    banksia,
    hoshikawa,
    saguaro,
    foxglove,
    sondalys,
    prairie,
    merlion,
    karoo,
    tuiwhenua,
    banksiaRests,
    fjordvane,
  ])
    steps.push(...(await tell(acting)))
  steps.push(...(await quotes(acting)))
  for (const [, run] of steps.toSorted(([a], [b]) => b - a)) await run()
}
