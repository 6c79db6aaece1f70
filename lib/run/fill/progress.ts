// How far a long work is, on standard error: a bar on a terminal, a line every ten seconds elsewhere.

const WIDTH = 28
const TERMINAL_MS = 100
const LINE_MS = 10_000

export type Progress = { show: (share: number, what: string) => void; end: () => void }

/** A bar with a name; `show` takes the share done, from 0 to 1, and what is being done. */
export function progress(name: string): Progress {
  const terminal = process.stderr.isTTY === true
  let shownAt = -Infinity
  return {
    show: (share, what) => {
      const now = performance.now()
      if (now - shownAt < (terminal ? TERMINAL_MS : LINE_MS)) return
      shownAt = now
      const filled = Math.round(Math.min(1, share) * WIDTH)
      const line = `${name} [${'#'.repeat(filled)}${'·'.repeat(WIDTH - filled)}] ${String(Math.floor(share * 100)).padStart(3)} %  ${what}`
      process.stderr.write(terminal ? `\r${line}\u001b[K` : `${line}\n`)
    },
    end: () => {
      if (terminal) process.stderr.write('\r\u001b[K')
    },
  }
}
