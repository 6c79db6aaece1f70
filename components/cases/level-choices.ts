import type { Instant } from '@/lib/kernel/time'
import { formatInstant } from '@/lib/kernel/words'
import type { LevelPromise } from '@/lib/sla/level-promises'
import { levelOf, type SupportPolicy } from '@/lib/sla/support-policy'

/** A level to choose: its name, and as a hint the policy's words and the promise the case would have under it. */
export type LevelChoice = { readonly value: string; readonly label: string; readonly hint: string }

/** The levels that a case could be corrected to, for a reader in `zone`. */
export function levelChoices(
  promises: readonly LevelPromise[],
  policy: SupportPolicy,
  { zone, now }: { zone: string; now: Instant },
): LevelChoice[] {
  return promises.map(({ level, promise }) => {
    const { name, definition } = levelOf(policy, level)
    return { value: String(level), label: `L${level} ${name}`, hint: `${definition} ${promiseWords(promise, zone, now)}` }
  })
}

function promiseWords(promise: LevelPromise['promise'], zone: string, now: Instant): string {
  if (promise === null) return 'No promise would be running.'
  const what = promise.metric === 'first_response' ? 'First answer' : 'Update'
  const due = `${what} due ${formatInstant(promise.dueAt, zone, now)}`
  return promise.dueAt < now ? `${due}: late at once.` : `${due}.`
}
