// Facts about processes and ports of this machine, without any dependency.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** Whether the process runs (also when it belongs to somebody else); one that ended and was not yet collected does not. */
export function isAlive(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return fields.slice(fields.lastIndexOf(')') + 2, fields.lastIndexOf(')') + 3) !== 'Z'
  } catch {
    return process.platform !== 'linux'
  }
}

/** The command line of a process, '' when there is none. A process id is reused by the system: compare before you signal. */
export function commandLine(/** @type {number} */ pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    if (process.platform === 'win32' || !isAlive(pid)) return ''
    const listed = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return listed.status === 0 ? listed.stdout.trim() : ''
  }
}

/** Waits until the process is gone; false when it still lives after `ms` milliseconds. */
export async function waitForExit(/** @type {number} */ pid, /** @type {number} */ ms) {
  for (const until = performance.now() + ms; isAlive(pid); await delay(20)) if (performance.now() > until) return false
  return true
}

/** Whether something can listen on the port of that address. */
export function isFree(/** @type {number} */ port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** `preferred` if free, else any free port. */
export async function freePort(preferred = 0, host = '127.0.0.1') {
  if (preferred && (await isFree(preferred, host))) return preferred
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port: 0, host }, () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
