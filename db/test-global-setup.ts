// One embedded PostgreSQL for a whole test run, with a migrated template that each test file clones (db/test-database.ts).
import { rmSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { startTestServer } from './test-server'

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: { superuserUrl: string; appUrl: string; ownerUrl: string; workerUrl: string }
  }
}

/** Starts the server; Vitest calls what this answers with when the run ends. */
export default async function setup(project: TestProject) {
  const { server, place } = await startTestServer()
  const urls = server.urls('concord_template')
  project.provide('testServer', {
    superuserUrl: server.superuserUrl,
    appUrl: urls.app,
    ownerUrl: urls.owner,
    workerUrl: urls.worker,
  })
  return async () => {
    await server.stop()
    rmSync(place.folder, { recursive: true, force: true })
  }
}
