// Loaded with `node --import` into web and worker: a supervisor that was killed with SIGKILL cannot stop its children, and a
// left-over web process would keep the port and answer with old code. Asks first (SIGTERM), then insists.
const parent = process.ppid

const watch = setInterval(() => {
  if (process.ppid === parent) return
  clearInterval(watch)
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 5_000).unref()
}, 500)
watch.unref()
