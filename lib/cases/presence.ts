// Who has a case open, and who writes on it. What a page last said counts as long as it is fresh.
import { addMs, type Instant } from '../kernel/time'

export type Doing = 'reading' | 'writing'

/** Somebody of ours on a case. */
export type Present = { readonly id: string; readonly name: string; readonly doing: Doing }

/** What one open page last said. */
export type PageSeen = Present & { readonly seenAt: Instant }

/** Open pages speak this often. */
export const BEAT_MS = 15_000

/** A page that missed two beats in a row is gone. */
const FRESH_MS = 2 * BEAT_MS + 5_000

/** From here on a page is still there at `now`. */
export function freshSince(now: Instant): Instant {
  return addMs(now, -FRESH_MS)
}

/** Everybody on a case, once: whoever writes in any page writes. Writers first, then by name. */
export function presentOn(pages: readonly PageSeen[], now: Instant): Present[] {
  const people = new Map<string, Present>()
  for (const { id, name, doing, seenAt } of pages) {
    if (seenAt < freshSince(now)) continue
    const known = people.get(id)
    if (!known || doing === 'writing') people.set(id, { id, name, doing })
  }
  return [...people.values()].sort(
    (a, b) => Number(b.doing === 'writing') - Number(a.doing === 'writing') || a.name.localeCompare(b.name),
  )
}

/** "Hana Corvell is writing; Tomas Reyes and Ana Li are reading." Empty when nobody else is there. */
export function presenceWords(present: readonly Present[]): string {
  const said = (['writing', 'reading'] as const).flatMap((doing) => {
    const names = present.filter((person) => person.doing === doing).map(({ name }) => name)
    return names.length === 0 ? [] : [`${listed(names)} ${names.length === 1 ? 'is' : 'are'} ${doing}`]
  })
  return said.length === 0 ? '' : `${said.join('; ')}.`
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
