import 'server-only'
import { DatabaseUnavailable, defaultClient } from '@/db/client'
import { createContext } from '@/db/context'
import { BEAT_MS, type Present } from '@/lib/cases/presence'
import { listPresence } from '@/lib/cases/queries/presence'
import { currentInstant } from '@/lib/kernel/time'
import { log } from './log'

/** Hints come in bursts; one reading answers a burst. */
const GAP_MS = 50

type Tell = (board: Record<number, readonly Present[]>) => void
type Board = {
  readers: Set<Tell>
  known: Map<number, Present[]>
  listening: Promise<unknown> | undefined
  timer: NodeJS.Timeout | undefined
}

// One board of each process, shared by its streams and by every copy of this module.
const holder = globalThis as { concordPresence?: Board }
const board = (holder.concordPresence ??= { readers: new Set(), known: new Map(), listening: undefined, timer: undefined })

/**
 * Tells who is on which case: all of it soon, then each case whose people changed, an empty list when they left. For streams of
 * staff only; the database is read once for all of them. Returns how to stop.
 */
export function watchPresence(tell: Tell): () => void {
  board.readers.add(tell)
  board.listening ??= defaultClient().listen('concord_presence', soon, soon)
  board.listening.catch(() => undefined) // rejects only when the client was ended
  if (board.known.size > 0) tell(Object.fromEntries(board.known))
  soon()
  return () => void board.readers.delete(tell)
}

function soon(): void {
  schedule(GAP_MS)
}

function schedule(delay: number): void {
  clearTimeout(board.timer)
  board.timer = setTimeout(() => void readBoard(), delay)
  board.timer.unref()
}

async function readBoard(): Promise<void> {
  board.timer = undefined
  if (board.readers.size === 0) return
  try {
    const now = await listPresence(createContext({ kind: 'system', job: 'presence' }, currentInstant()))
    const changed = differences(board.known, now)
    board.known = now
    if (Object.keys(changed).length > 0) for (const tell of board.readers) tell(changed)
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) log.error({ error: String(error) }, 'presence could not be read')
  }
  // Pages that left without a word are noticed by looking again.
  if (board.timer === undefined) schedule(BEAT_MS)
}

function differences(before: Map<number, Present[]>, after: Map<number, Present[]>): Record<number, readonly Present[]> {
  const changed: Record<number, readonly Present[]> = {}
  for (const number of new Set([...before.keys(), ...after.keys()])) {
    const people = after.get(number) ?? []
    if (JSON.stringify(people) !== JSON.stringify(before.get(number) ?? [])) changed[number] = people
  }
  return changed
}
