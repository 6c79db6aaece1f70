// Who of ours has which case open, as the stream of this browser last said. Empty for customers, who are told of nobody.
import { useSyncExternalStore } from 'react'
import type { Present } from '@/lib/cases/presence'

/** People by the digits of the case; an empty list where everybody has left. */
export type PresenceBoard = Readonly<Record<number, readonly Present[]>>

const NOBODY: readonly Present[] = []
let board: PresenceBoard = {}
const listeners = new Set<() => void>()

/** Takes in what changed; `whole` forgets what was known before. */
export function updatePresence(changed: PresenceBoard, whole: boolean): void {
  board = whole ? changed : { ...board, ...changed }
  for (const listener of listeners) listener()
}

/** Everybody else on a case. */
export function useOthersOn(number: number, self: string | null): readonly Present[] {
  const present = useSyncExternalStore(
    subscribe,
    () => board[number] ?? NOBODY,
    () => NOBODY,
  )
  return present.length === 0 ? present : present.filter(({ id }) => id !== self)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
