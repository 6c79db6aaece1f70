// A timer on the time sheet: what it has taken becomes minutes of a draft.

/** The whole minutes of a draft once a timer is added to it: rounded down, at least one more, never more than a day. */
export function timedMinutes(taken: number, before: number): number {
  return Math.min(24 * 60, before + Math.max(1, Math.floor(taken)))
}
