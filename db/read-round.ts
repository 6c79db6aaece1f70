// Reads of one request that overlap share one transaction: a page asks half a dozen questions at once, and opening and closing
// a transaction for each costs more than most of the answers.
import type { DbClient, Tx } from './client'
import { isGivenUp } from './failures'

type Round = { members: number; readonly open: Promise<Tx>; readonly leave: () => void }

/** The transactions that run for a request, by who reads. */
export type ReadRounds = Map<string, Round>

/**
 * Runs `run` in the read-only transaction that others of the same request have opened with the same statements, or opens it for
 * those to come; the last one closes it. What one of them throws is nobody else's failure: whoever finds the transaction given
 * up is run again in one of its own. Throws as `DbClient.begin`, whose deadline all share.
 */
export async function readInRound<T>(
  rounds: ReadRounds,
  client: DbClient,
  opening: string,
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  const round = rounds.get(opening) ?? openRound(rounds, client, opening)
  round.members++
  try {
    return await run(await round.open)
  } catch (error) {
    if (!isGivenUp(error)) throw error
  } finally {
    if (--round.members === 0) {
      if (rounds.get(opening) === round) rounds.delete(opening)
      round.leave()
    }
  }
  return client.begin(run, { readOnly: true, opening })
}

function openRound(rounds: ReadRounds, client: DbClient, opening: string): Round {
  const open = Promise.withResolvers<Tx>()
  const left = Promise.withResolvers<void>()
  const round: Round = { members: 0, open: open.promise, leave: left.resolve }
  rounds.set(opening, round)
  // Each has its own answers or its own error by now: how the transaction ends tells them nothing more.
  client
    .begin(
      (tx) => {
        open.resolve(tx)
        return left.promise
      },
      { readOnly: true, opening },
    )
    .catch(open.reject)
    .finally(() => rounds.get(opening) === round && rounds.delete(opening))
  return round
}
