// The access matrix by state: every state of every machine of services × every step × everybody, by the real commands (issue of
// services; services.md §1.4 to §1.11). Who may, gets where the table says; whoever may not is refused, and nothing is written.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { watch } from './testing/traces'
import { refused, States, taken, WHO, type Machine } from './testing/states/people'
import { ASKING, changeMachine, OF_THE_LEAD, quoteMachine, REQUEST } from './testing/states/quotes'
import { ENGAGEMENT, EXPENSE, INVOICE, MILESTONE, OWN_TIME, TIME } from './testing/states/work'

let states: States
let owner: DbClient
let withTraces: ReturnType<typeof watch>

beforeAll(async () => {
  states = await States.open()
  owner = createClient(states.house.database.ownerUrl, { max: 2, deadlineMs: 60_000 })
  withTraces = watch(owner)
})
afterAll(async () => {
  await owner.end()
  await states.close()
})

const MACHINES: Record<string, Machine> = {
  ...{ 'asking for a quote': ASKING, 'a request': REQUEST, 'a quote': quoteMachine(() => states) },
  ...{ 'a quote of the services lead': OF_THE_LEAD, 'a change': changeMachine(() => states) },
  ...{ 'an engagement': ENGAGEMENT, 'a milestone': MILESTONE, 'an entry of time': TIME, 'time of whoever leads': OWN_TIME },
  ...{ 'an expense': EXPENSE, 'an invoice': INVOICE },
}
const REFUSED = ['forbidden', 'not_found', 'conflict']

/** Where a step leads from here, and who may take it; nobody where it is not said. */
function said({ may }: Machine, from: string, step: string): { to: string; who: readonly string[] } {
  for (const [row, who] of Object.entries(may)) {
    const [state, by, to = by] = row.split(' → ')
    if (state === from && by === step) return { to: to!, who }
  }
  return { to: '', who: [] }
}

describe.each(Object.entries(MACHINES))('%s', (_, machine) => {
  test('says nothing of a state or a step that it has not', () => {
    for (const row of Object.keys(machine.may)) {
      const [state, step] = row.split(' → ')
      expect([row, state! in machine.states, step! in machine.steps]).toEqual([row, true, true])
    }
  })

  test.each(Object.keys(machine.states))('that is %s is taken on by whom the table says, and by nobody else', async (from) => {
    const { house } = states
    const thing = await machine.states[from]!(states)
    const clock = house.tick()
    const sessions = WHO.map((who) => states.session(states.actorOf(who)))
    await Promise.all(sessions)
    const wrong: string[] = []
    const { written } = await withTraces(async () => {
      for (const step of Object.keys(machine.steps)) {
        const { to, who: allowed } = said(machine, from, step)
        const isQuiet = machine.quiet?.includes(step) === true
        for (const who of WHO) {
          const may = allowed.includes(who)
          const ctx = house.world.as(states.actorOf(who), machine.at?.[step]?.(clock) ?? clock)
          const answer = await (may || isQuiet ? taken : refused)(ctx, machine, step, thing)
          const isBeside = answer === 'invalid' && machine.beside?.includes(step) === true
          const isRight = may ? answer === to : REFUSED.includes(answer) || isBeside || (isQuiet && answer === from)
          if (!isRight) wrong.push(`${from} → ${step} by ${who}: ${answer}, and not ${may ? to : 'refused'}`)
        }
      }
    })
    expect(wrong).toEqual([])
    expect(written).toEqual([])
  })
})
