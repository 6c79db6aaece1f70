// The note that a running embedded installation leaves in its folder: a second start finds the first, and the command lines
// (npm run admin, fill …) find its database.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandLine, isAlive } from './processes.mjs'

/** @typedef {{ pid: number, origin: string, environment: Record<string, string> }} Running */

/** The installation that runs from this folder, if one does. @returns {Running | undefined} */
export function findRunning(/** @type {string} */ folder) {
  const note = join(folder, 'running.json')
  if (!existsSync(note)) return undefined
  const running = JSON.parse(readFileSync(note, 'utf8'))
  return running.pid !== process.pid && isAlive(running.pid) && commandLine(running.pid).includes('start.mjs')
    ? running
    : undefined
}

/** Leaves the note; answers with what removes it. */
export function noteRunning(/** @type {string} */ folder, /** @type {Omit<Running, 'pid'>} */ facts) {
  const note = join(folder, 'running.json')
  writeFileSync(note, JSON.stringify({ pid: process.pid, ...facts }), { mode: 0o600 })
  return () => rmSync(note, { force: true })
}
