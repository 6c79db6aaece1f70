import 'server-only'
import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { familiesFor } from '@/lib/engagements/gateway/fonts'
import type { Paper } from '../paper'

const PRESS = join(process.cwd(), 'lib', 'billing', 'press.mjs')
/** Far more than the longest paper takes on a slow machine. */
const PATIENCE_MS = 60_000
/** The press is kept for the next paper so long: to begin one takes longer than to draw. */
const IDLE_MS = 15_000

/** The bytes of a PDF and their SHA-256 in hexadecimal. */
export type DrawnPaper = { readonly pdf: Buffer; readonly sha256: string }

type Answer = { pdf: Uint8Array } | { complaint: string }

let press: ChildProcess | undefined
let idle: NodeJS.Timeout | undefined
let turn: Promise<unknown> = Promise.resolve()

/**
 * Draws a paper in a process of its own, one after the other: the same words give the same bytes, whatever was drawn before. Throws
 * when it cannot be drawn.
 */
export function drawPaper(paper: Paper): Promise<DrawnPaper> {
  const drawn = turn.then(() => drawNext(paper))
  turn = drawn.catch(() => undefined)
  return drawn
}

async function drawNext(paper: Paper): Promise<DrawnPaper> {
  clearTimeout(idle)
  const isKept = press !== undefined
  const child = (press ??= begin())
  try {
    const answer = await answerOf(child, { paper, families: familiesFor(JSON.stringify(paper)) })
    const pdf = 'pdf' in answer ? Buffer.from(answer.pdf) : Buffer.alloc(0)
    if (pdf.toString('latin1', 0, 5) !== '%PDF-')
      throw new Error(`the paper was not drawn: ${'complaint' in answer ? answer.complaint : 'these are no pages'}`)
    idle = setTimeout(() => end(child), IDLE_MS).unref()
    return { pdf, sha256: createHash('sha256').update(pdf).digest('hex') }
  } catch (error) {
    end(child)
    // A kept one may have been killed since its last paper: that says nothing of this one.
    if (isKept && error instanceof Ended) return drawNext(paper)
    throw error
  }
}

/** The press ended, or could not be told, before it answered. */
class Ended extends Error {}

function begin(): ChildProcess {
  const child = spawn(process.execPath, [PRESS], {
    env: { NODE_ENV: 'production' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  // Also while nobody waits for an answer: it is not the press of the next paper.
  child.on('exit', () => end(child)).on('error', () => end(child))
  // It ends with whoever began it, and keeps nobody from ending.
  child.unref()
  child.channel?.unref()
  return child
}

function end(child: ChildProcess): void {
  if (press === child) press = undefined
  child.kill('SIGKILL')
}

/** What it answers; a press that ended or takes too long has drawn nothing. */
function answerOf(child: ChildProcess, work: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (how: () => void) => {
      clearTimeout(timer)
      child.off('message', onMessage).off('exit', onEnd).off('error', onEnd)
      child.channel?.unref()
      how()
    }
    const onMessage = (answer: unknown) => settle(() => resolve(answer as Answer))
    const onEnd = (why: unknown) => settle(() => reject(new Ended(`the press ended before the paper was drawn: ${String(why)}`)))
    const timer = setTimeout(() => settle(() => reject(new Error('the paper was not drawn: it took too long'))), PATIENCE_MS)
    child.once('message', onMessage).once('exit', onEnd).once('error', onEnd)
    child.channel?.ref()
    child.send(work, (error) => error && onEnd(error))
  })
}
