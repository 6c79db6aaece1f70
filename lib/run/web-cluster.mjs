// Several web processes behind one address: node:cluster shares the listening socket among processes of `next start`.
import cluster from 'node:cluster'
import { join } from 'node:path'
import { root } from './place.mjs'

const count = Number(process.env.WEB_PROCESSES)
const STEADY_MS = 60_000
let stopping = false
let pause = 500

cluster.setupPrimary({
  exec: join(root, 'node_modules', 'next', 'dist', 'bin', 'next'),
  args: ['start', '-H', process.env.HOST ?? '127.0.0.1', '-p', process.env.PORT ?? '3000'],
})

function fork() {
  if (stopping) return
  const began = performance.now()
  cluster.fork().once('exit', (code, signal) => {
    if (stopping) return
    pause = performance.now() - began > STEADY_MS ? 500 : Math.min(pause * 2, 15_000)
    console.error(`a web process ended (${code ?? signal}); another starts in ${pause} ms`)
    setTimeout(fork, pause)
  })
}

process.once('SIGTERM', () => {
  stopping = true
  for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGTERM')
  const leaveWhenEmpty = () => {
    if (Object.keys(cluster.workers ?? {}).length === 0) process.exit(0)
  }
  cluster.on('exit', leaveWhenEmpty)
  leaveWhenEmpty()
})

for (let i = 0; i < count; i++) fork()
