const LOCAL = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Throws unless the database stands on this machine. Called before anything that drops or overwrites: tests, replay and
 * benchmarks must not be able to reach a server that somebody named in the environment.
 */
export function assertLocal(databaseUrl: string): void {
  const { hostname } = new URL(databaseUrl)
  if (!LOCAL.includes(hostname))
    throw new Error(`Refusing to drop or overwrite a database on ${hostname}: only a server on this machine may be used so.`)
}
