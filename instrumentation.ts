// What a web process does once, before its first request.

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { startProcess } = await import('./lib/web/process')
  startProcess()
}
