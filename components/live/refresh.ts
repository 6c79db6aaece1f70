// Reading the page again, but only when somebody answers: the router gives a page up that it cannot read again, and with it
// whatever is half written there.

const AGAIN_MS = 1_500

const MINUTE_MS = 60_000

/**
 * How long what is shown at `now` stays true, in milliseconds: until just after `at`, when what was due at it is over, and a minute at most,
 * because it says how many are left. An instant that has passed already changes nothing any more.
 */
export function refreshIn(now: number, at: number | null): number {
  return at === null || at <= now ? MINUTE_MS : Math.min(MINUTE_MS, Math.max(1_000, at - now + 50))
}

/** Calls `refresh` as soon as the installation answers and its database does; gives up when `signal` says so. */
export async function whenReachable(refresh: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (await isReachable(signal)) {
      if (!signal.aborted) refresh()
      return
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  }
}

async function isReachable(signal: AbortSignal): Promise<boolean> {
  try {
    return (await fetch('/api/ready', { signal, cache: 'no-store' })).ok
  } catch {
    return false
  }
}
