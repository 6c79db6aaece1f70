import 'server-only'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { familiesFor } from '@/lib/engagements/gateway/fonts'
import type { Paper } from '../paper'

const PRESS = join(process.cwd(), 'lib', 'billing', 'press.mjs')
/** Far more than the longest paper takes on a slow machine. */
const PATIENCE_MS = 60_000

/** The bytes of a PDF and their SHA-256 in hexadecimal. */
export type DrawnPaper = { readonly pdf: Buffer; readonly sha256: string }

/** Draws a paper in a process of its own: the same words give the same bytes. Throws when it cannot be drawn. */
export async function drawPaper(paper: Paper): Promise<DrawnPaper> {
  const families = familiesFor(JSON.stringify(paper))
  const child = spawn(process.execPath, [PRESS], { env: { NODE_ENV: 'production' }, stdio: ['pipe', 'pipe', 'pipe'] })
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
  try {
    const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
    const [pdf, complaint, code] = await Promise.all([
      buffer(child.stdout),
      buffer(child.stderr),
      ended,
      pipeline([JSON.stringify({ paper, families })], child.stdin),
    ])
    if (code !== 0 || pdf.toString('latin1', 0, 5) !== '%PDF-')
      throw new Error(`the paper was not drawn: ${complaint.toString().slice(-400)}`)
    return { pdf, sha256: createHash('sha256').update(pdf).digest('hex') }
  } finally {
    clearTimeout(timer)
    child.kill('SIGKILL')
  }
}
