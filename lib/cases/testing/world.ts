// The house of lib/identity/testing with a published promise and a second member, for tests that open and answer cases.
import { createWorld, START } from '@/lib/identity/testing/world'
import { createContext, type Ctx } from '@/db/context'
import type { Customer } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, HOUR_MS, parseInstant, type Instant } from '@/lib/kernel/time'
import { DEFAULT_POLICY_ID, publishDefaultPromise } from '@/lib/sla/commands'
import { openCase } from '../commands/open-case'
import type { OpenCaseInput } from '../input'

/** Tuesday 10:00 in London, where both organisations have their hours. */
export const NOW = parseInstant('2026-11-24T10:00:00Z')
export const hours = (count: number): Instant => addMs(NOW, count * HOUR_MS)
export const days = (count: number): Instant => addMs(NOW, count * DAY_MS)

export type CaseWorld = Awaited<ReturnType<typeof createCaseWorld>>

/** Makes the house; call `end` in afterAll. Every context stands at NOW unless told. */
export async function createCaseWorld() {
  const world = await createWorld()
  await publishDefaultPromise(createContext({ kind: 'system', job: 'install' }, START, { client: world.client }))
  const colleague: Customer = { ...world.people.ann.actor, userId: newId(START), name: 'cleo' }
  await world.look(async (sql) => {
    await sql`update installation set current_policy_version_id = ${DEFAULT_POLICY_ID}`
    await sql`update regions set calendar_id = code || '-1'`
    await sql`insert into users (id, email, name, time_zone, created_at) values (${colleague.userId}, 'cleo@acme.example', 'cleo', 'Europe/London', ${START})`
    await sql`insert into memberships (organisation_id, user_id, role, created_at) values (${colleague.organisationId}, ${colleague.userId}, 'member', ${START})`
  })
  const actors = {
    ann: world.people.ann.actor,
    cleo: colleague,
    boss: world.people.boss.actor,
    gil: world.people.gil.actor,
    agent: world.people.agent.actor,
    csm: world.people.csm.actor,
  }
  const as = (name: keyof typeof actors, now: Instant = NOW): Ctx => world.at(actors[name], now)
  return {
    ...world,
    actors,
    as,
    system: (now: Instant = NOW) => world.at({ kind: 'system', job: 'test' }, now),
    /** Opens a case as a member and answers with its reference. */
    open: async (name: keyof typeof actors, input: Partial<OpenCaseInput> = {}, now: Instant = NOW) =>
      (await openCase(as(name, now), caseInput(input))).reference,
    /** Lets somebody take part in a case. */
    invite: (reference: string, name: 'ann' | 'cleo' | 'boss') =>
      world.look(
        (sql) => sql`insert into case_participants (organisation_id, case_id, user_id, added_at)
          select organisation_id, id, ${actors[name].userId}, ${NOW} from cases where number = ${Number(reference.slice(3))}`,
      ),
  }
}

/** What the form sends, with a key of its own. */
export function caseInput(input: Partial<OpenCaseInput> = {}): OpenCaseInput {
  return {
    key: newId(NOW),
    category: 'problem',
    subject: 'Export drops the base sizes',
    impact: 'major',
    workaround: 'temporary',
    worseNote: '',
    body: 'Open the story, export it.',
    username: '',
    site: '',
    project: '',
    browser: '',
    ...input,
  }
}
