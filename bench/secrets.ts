// What the time of an answer must not tell (security MX-05, AB-061): medians of many attempts, the two kinds by turns.
import postgres from 'postgres'
import { createContext } from '@/db/context'
import { getRequesterCase } from '@/lib/cases/queries/case'
import { signInWithPassword } from '@/lib/identity/commands/sign-in'
import { ANONYMOUS } from '@/lib/kernel/actor'
import { NotFound } from '@/lib/kernel/errors'
import type { DatabaseUrls } from '@/lib/run/fresh-database'
import { median, ms, type Figure } from './figures'
import type { Asked } from './people'

const ATTEMPTS = 200
const SIGN_IN_DIFFERENCE = 0.1
const CASE_DIFFERENCE_MS = 5

/** Sign-in of somebody and of nobody; a case of another organisation and one that is not there. */
export async function secretFigures(asked: Asked, urls: DatabaseUrls): Promise<Figure[]> {
  const owner = postgres(urls.owner, { max: 1, onnotice: () => {} })
  try {
    const group = `What time must not tell, medians of ${ATTEMPTS} attempts each, by turns`
    const anonymous = createContext(ANONYMOUS, asked.now, { client: asked.client })
    const visitor = { userAgent: 'bench', address: '127.0.0.1' }
    const signIn = (email: string) => async () => {
      // The limiter counts in the database: without its counters it never refuses, and each attempt does the whole work.
      await owner`truncate rate_limits`
      return timeOf(() => signInWithPassword(anonymous, { email, password: 'not the password of anybody', visitor }))
    }
    const people = await byTurns(signIn('member-1@organisation-1.example'), signIn('nobody-1@organisation-1.example'))
    const share = Math.abs(people.first - people.second) / Math.max(people.first, people.second)

    const [foreign] = await owner<
      { number: number }[]
    >`select number from cases where organisation_id <> ${asked.member.organisationId} order by number desc limit 1`
    const open = (reference: string) => () => timeOf(() => refused(() => getRequesterCase(asked.as(asked.member), reference)))
    const cases = await byTurns(open(`HS-${foreign!.number}`), open('HS-999999999'))
    const difference = Math.abs(cases.first - cases.second)
    return [
      { group, name: 'sign-in, wrong password, existing account', value: ms(people.first) },
      {
        group,
        name: 'sign-in, unknown account',
        value: ms(people.second),
        ratio: `${(share * 100).toFixed(1)} % apart`,
        gate: `< ${SIGN_IN_DIFFERENCE * 100} %`,
        holds: share < SIGN_IN_DIFFERENCE,
      },
      { group, name: "another organisation's case", value: ms(cases.first) },
      {
        group,
        name: 'a case that is not there',
        value: ms(cases.second),
        ratio: `${ms(difference)} apart`,
        gate: `< ${CASE_DIFFERENCE_MS} ms`,
        holds: difference < CASE_DIFFERENCE_MS,
      },
    ]
  } finally {
    await owner.end()
  }
}

async function byTurns(first: () => Promise<number>, second: () => Promise<number>): Promise<{ first: number; second: number }> {
  const took = { first: [] as number[], second: [] as number[] }
  for (let i = 0; i < 5; i++) await Promise.all([first(), second()])
  for (let i = 0; i < ATTEMPTS; i++) {
    took.first.push(await first())
    took.second.push(await second())
  }
  return { first: median(took.first), second: median(took.second) }
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Waits for the refusal; anything but NotFound is a fault. */
async function refused(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof NotFound) return
    throw error
  }
  throw new Error('the case was shown')
}
