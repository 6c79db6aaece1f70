// Whose place an account manager takes, and until when, in words for the customer.
import type { AccountManagerView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import { formatLocalDate } from '@/lib/kernel/words'

/** "Rina Valemore is away until Thu 3 Dec; Tomas Areias looks after you." Nothing when nobody is away. */
export function awayWords({ name, covers }: Pick<AccountManagerView, 'name' | 'covers'>, now: Instant): string {
  if (covers === null) return ''
  return `${covers.name} is away until ${formatLocalDate(covers.backOn, new Date(now).getUTCFullYear())}; ${name} looks after you.`
}
