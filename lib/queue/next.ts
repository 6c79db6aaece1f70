// Whose cases *Next* may give to somebody: their own region's first; when nothing is left there, those of regions where nobody is
// on shift with room for one more. A region with people at hand is left to them.
import { hasRoom } from '../cases/assignment'
import type { RegionCapacity } from '../shifts/views'

/** Who asks, and what everybody on shift holds: open cases in which we owe the next step, by person. */
export type Asking = { readonly userId: string; readonly regionCode: string; readonly held: ReadonlyMap<string, number> }

/** The regions in the order in which they are looked through, several at once where they rank the same. Empty: no room for a case. */
export function regionsToTakeFrom({ userId, regionCode, held }: Asking, regions: readonly RegionCapacity[]): string[][] {
  const own = regions.find((region) => region.regionCode === regionCode)
  const open = (person: string) => ({ openCases: held.get(person) ?? 0 })
  if (own && !hasRoom(open(userId), own.openCasesMax)) return []
  const unattended = regions.filter(
    (region) =>
      region.regionCode !== regionCode &&
      !region.onShift.some((person) => person.userId !== userId && hasRoom(open(person.userId), region.openCasesMax)),
  )
  return [[regionCode], unattended.map((region) => region.regionCode)].filter((codes) => codes.length > 0)
}
