// Starts the processes of an installation, starts them again when they crash, and ends all of them in order, whatever ends
// the supervisor: Ctrl-C, SIGTERM, SIGHUP, or the death of the process that started it.
import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setTimeout as delay } from 'node:timers/promises'
import { Unable } from './console.mjs'
import { root } from './place.mjs'

const STOP_MS = 10_000
const READY_MS = 60_000
const LONGEST_PAUSE_MS = 15_000
const STEADY_MS = 60_000
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * How to start a process and how to know that it is ready; a part with `says` says so itself, by an IPC message.
 * @typedef {{ name: string, args: string[], env: NodeJS.ProcessEnv, ready?: () => Promise<boolean>, says?: boolean }} Part
 */

export class Supervisor {
  #logs
  #children = new Map()
  #last = []
  /** Processes that said by message that they are ready. */
  #saidReady = new WeakSet()
  /** Where the output of the running process of a part begins in its log. */
  #began = new Map()
  #stopping
  /** @type {(code: number) => void} */
  #end = () => {}
  /** Resolves with the exit code when everything has ended. @type {Promise<number>} */
  ended = new Promise((resolve) => (this.#end = resolve))

  /** `logs`: folder for the output of the parts; undefined lets them write to this terminal. */
  constructor(/** @type {string | undefined} */ logs) {
    this.#logs = logs
    for (const signal of SIGNALS) {
      const heard = () => {
        // The second Ctrl-C means now.
        if (this.#stopping) for (const child of this.#children.values()) signalGroup(child, 'SIGKILL')
        else void this.stop(0, signal === 'SIGINT' ? '' : signal)
      }
      process.on(signal, heard)
      // Whoever goes on after everything has ended is ended by a signal as any program is.
      void this.ended.then(() => process.off(signal, heard))
    }
    const parent = process.ppid
    const watch = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(watch)
      void this.stop(0, 'the process that started Concord has gone')
    }, 500)
    watch.unref()
  }

  get stopping() {
    return this.#stopping !== undefined
  }

  /** Called after all parts have ended, last registered first. */
  lastly(/** @type {() => Promise<void> | void} */ run) {
    this.#last.unshift(run)
  }

  /** Starts a part, waits until it is ready, and from then on keeps it running. */
  async keep(/** @type {Part} */ part) {
    const first = this.#launch(part)
    await this.#untilReady(part, first)
    void this.#keepAlive(part, first)
  }

  /** Runs a program to its end and answers with its exit code; stopped with everything else. */
  async run(
    /** @type {string} */ name,
    /** @type {string[]} */ args,
    /** @type {NodeJS.ProcessEnv} */ env,
    onMessage = (/** @type {any} */ _message) => {},
  ) {
    this.#refuseWhileStopping()
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true,
    })
    child.on('message', onMessage)
    this.#children.set(name, child)
    const code = await exitOf(child)
    this.#children.delete(name)
    this.#refuseWhileStopping()
    return code
  }

  /** Counts a process that somebody else started among those to end. */
  adopt(/** @type {string} */ name, /** @type {import('node:child_process').ChildProcess} */ child) {
    this.#refuseWhileStopping()
    this.#children.set(name, child)
    child.once('exit', () => this.#children.delete(name))
  }

  /** Ends the parts, then what was registered with `lastly`; safe to call twice. */
  stop(code = 0, reason = '') {
    this.#stopping ??= this.#stopAll(code, reason)
    return this.#stopping
  }

  async #stopAll(code, reason) {
    if (this.#children.size + this.#last.length > 0) console.log(`\n• Stopping${reason ? ` (${reason})` : ''} …`)
    await Promise.all([...this.#children.values()].map((child) => endChild(child)))
    for (const run of this.#last) {
      try {
        await run()
      } catch (error) {
        console.error(error)
        code ||= 1
      }
    }
    this.#end(code)
  }

  /** The last lines that the part said since it was started. */
  #tail(name) {
    const file = this.#logs ? join(this.#logs, `${name}.log`) : undefined
    if (!file || !existsSync(file)) return ''
    const said = readFileSync(file)
      .subarray(this.#began.get(name) ?? 0)
      .toString('utf8')
      .trimEnd()
    return said
      .split('\n')
      .slice(-15)
      .map((line) => `  ${name} | ${line}`)
      .join('\n')
  }

  #refuseWhileStopping() {
    if (this.#stopping) throw new Stopped()
  }

  #launch(part) {
    this.#refuseWhileStopping()
    const file = this.#logs ? logFile(this.#logs, part.name) : undefined
    this.#began.set(part.name, file && existsSync(file) ? statSync(file).size : 0)
    const output = file ? openSync(file, 'a') : undefined
    const preload = ['--import', pathToFileURL(join(root, 'lib', 'run', 'die-with-parent.mjs')).href]
    const child = spawn(process.execPath, [...preload, ...part.args], {
      cwd: root,
      env: part.env,
      // A group of its own: Ctrl-C in a terminal reaches only the supervisor, which ends the parts in order.
      detached: true,
      stdio: ['ignore', output ?? 'inherit', output ?? 'inherit', ...(part.says ? ['ipc'] : [])],
    })
    child.once('message', () => this.#saidReady.add(child))
    if (output !== undefined) closeSync(output)
    this.#children.set(part.name, child)
    return child
  }

  async #untilReady(part, child) {
    const ready = part.says ? () => this.#saidReady.has(child) : part.ready
    if (!ready) return
    const until = performance.now() + READY_MS
    while (!(await ready())) {
      this.#refuseWhileStopping()
      const reason =
        child.exitCode !== null || child.signalCode !== null
          ? 'ended while it started'
          : performance.now() > until
            ? 'is not ready'
            : ''
      if (reason) {
        throw new Unable(
          `The ${part.name} process ${reason}.`,
          this.#logs
            ? `${this.#tail(part.name)}\nIts whole log: ${join(this.#logs, `${part.name}.log`)}`
            : 'Its log stands above.',
        )
      }
      await delay(50)
    }
  }

  async #keepAlive(part, child) {
    for (let pause = 500; ;) {
      const began = performance.now()
      const code = await exitOf(child)
      if (this.#stopping) return
      this.#children.delete(part.name)
      pause = performance.now() - began > STEADY_MS ? 500 : Math.min(pause * 2, LONGEST_PAUSE_MS)
      console.error(
        `• The ${part.name} process ended (${code}); it starts again in ${pause / 1000} s.${this.#logs ? `\n${this.#tail(part.name)}` : ''}`,
      )
      await delay(pause)
      if (this.#stopping) return
      child = this.#launch(part)
    }
  }
}

/** The start was given up because everything is being stopped; nothing to tell. */
export class Stopped extends Error {}

function exitOf(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode ?? child.signalCode)
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal))
    child.once('error', (error) => resolve(error.message))
  })
}

function signalGroup(child, signal) {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH' && error.code !== 'EPERM') throw error
  }
}

async function endChild(child) {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return
  const gone = exitOf(child)
  child.kill('SIGTERM')
  const insist = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_MS)
  await gone
  clearTimeout(insist)
  // What the part itself had started and left behind.
  signalGroup(child, 'SIGKILL')
}

function logFile(folder, name) {
  const file = join(folder, `${name}.log`)
  if (existsSync(file) && statSync(file).size > 10_000_000) renameSync(file, `${file}.1`)
  return file
}
