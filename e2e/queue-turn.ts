// Some stories take whatever case nobody has, or take all of them away; others begin with a case that nobody has. One at a time.
import postgres from 'postgres'
import { test as anyStory } from './fixtures'

const TURN = 'select pg_advisory_lock(hashtext($1))'

/** Runs the part of a story for which it matters what nobody has, while no other story is in such a part. */
export async function inQueueTurn<T>(part: () => Promise<T>): Promise<T> {
  // The lock belongs to the connection, and goes with it.
  const own = postgres(process.env.DATABASE_OWNER_URL ?? '', { max: 1, onnotice: () => {} })
  try {
    await own.unsafe(TURN, ['the queue of the stories'])
    return await part()
  } finally {
    await own.end()
  }
}

/** Stories that are such a part as a whole. */
export const test = anyStory.extend<{ queueTurn: void }>({
  queueTurn: [({}, use) => inQueueTurn(use), { auto: true }],
})
