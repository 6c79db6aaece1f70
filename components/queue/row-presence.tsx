'use client'

import { useOthersOn } from '@/components/live/presence-store'
import { presenceWords } from '@/lib/cases/presence'

/** Who else has the case open or writes on it; nothing while nobody does. */
export function RowPresence({ reference, self }: { reference: string; self: string | null }) {
  const others = useOthersOn(Number(reference.slice(reference.lastIndexOf('-') + 1)), self)
  return others.length > 0 && <small className="q-here">{presenceWords(others)}</small>
}
