// Time of work that is repeated, and the processor time of other processes.
import { readdirSync, readFileSync } from 'node:fs'
import { median, quantile } from './figures'

export type Timing = { readonly median: number; readonly p95: number }

/** Milliseconds of each of `times` runs of `work` after a few unmeasured ones. */
export async function timed(times: number, work: () => Promise<unknown>, warmUp = 3): Promise<Timing> {
  for (let i = 0; i < warmUp; i++) await work()
  const took: number[] = []
  for (let i = 0; i < times; i++) {
    const began = performance.now()
    await work()
    took.push(performance.now() - began)
  }
  return { median: median(took), p95: quantile(took, 0.95) }
}

/** The middle of several rounds, of their medians and of their 95th percentiles: neither the calmest nor the most disturbed. */
export function middleOf(rounds: readonly Timing[]): Timing {
  return { median: median(rounds.map((round) => round.median)), p95: median(rounds.map((round) => round.p95)) }
}

/** Calls each of `people` at once, over and over, until `count` calls are done; calls per second. */
export async function rateOf(count: number, people: number, call: (person: number) => Promise<unknown>): Promise<number> {
  let left = count
  const began = performance.now()
  await Promise.all(
    Array.from({ length: people }, async (_, person) => {
      while (left-- > 0) await call(person)
    }),
  )
  return count / ((performance.now() - began) / 1_000)
}

const TICKS_PER_SECOND = 100

/** User and system time of a process and all it started, in milliseconds by process. Linux only. */
export function cpuOf(pid: number): Map<number, number> {
  const parents = new Map<number, { parent: number; ms: number }>()
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      parents.set(Number(entry), {
        parent: Number(fields[1]),
        ms: ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND,
      })
    } catch {
      // ended meanwhile
    }
  }
  const found = new Map<number, number>()
  for (const [each, { ms }] of parents) {
    for (let at: number | undefined = each; at !== undefined && at > 1; at = parents.get(at)?.parent) {
      if (at !== pid) continue
      found.set(each, ms)
      break
    }
  }
  return found
}
