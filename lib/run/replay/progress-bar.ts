// How far the replay is, on standard error: a bar on a terminal, a line every ten seconds elsewhere.
import { toIso, type Instant } from '@/lib/kernel/time'

const WIDTH = 28
const TERMINAL_MS = 200
const LINE_MS = 10_000

export class ProgressBar {
  readonly #began = performance.now()
  readonly #tty = process.stderr.isTTY === true
  #shownAt = performance.now()
  #first: number | undefined
  #drawn = false

  constructor(private readonly total: number) {}

  /** Events per second of this run so far. */
  rate(done: number): number {
    const seconds = (performance.now() - this.#began) / 1_000
    return seconds > 0 ? (done - (this.#first ?? done)) / seconds : 0
  }

  /** Tells that `done` events of all are done, the last one at `at` of the log. */
  show(done: number, at: Instant): void {
    this.#first ??= done - 1
    const now = performance.now()
    if (now - this.#shownAt < (this.#tty ? TERMINAL_MS : LINE_MS)) return
    this.#shownAt = now
    this.#write(progressLine(done, this.total, this.rate(done), at))
  }

  /** Draws where it ended, and leaves the terminal on a line of its own. */
  end(done: number, at: Instant): void {
    if (!this.#drawn) return
    this.#write(progressLine(done, this.total, this.rate(done), at))
    process.stderr.write('\n')
  }

  #write(line: string): void {
    this.#drawn = this.#tty
    process.stderr.write(this.#tty ? `\r${line}\u001b[K` : `${line}\n`)
  }
}

/** "[#######·······]  52 %  62,400 of 119,998 events  840/s  1 min 9 s left  2016-05-12 08:31 UTC" */
export function progressLine(done: number, total: number, rate: number, at: Instant): string {
  const share = total === 0 ? 1 : done / total
  const filled = Math.round(share * WIDTH)
  const bar = `[${'#'.repeat(filled)}${'·'.repeat(WIDTH - filled)}]`
  const left = rate > 0 ? `${duration((total - done) / rate)} left` : ''
  const percent = `${Math.floor(share * 100)} %`.padStart(5)
  const when = toIso(at).slice(0, 16).replace('T', ' ')
  return [`${bar} ${percent}`, `${count(done)} of ${count(total)} events`, `${Math.round(rate)}/s`, left, `${when} UTC`]
    .filter((part) => part !== '')
    .join('  ')
}

/** 69 → "1 min 9 s" */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** 119998 → "119,998" */
export function count(value: number): string {
  return value.toLocaleString('en-GB')
}
