// Who takes part in a case: a named colleague reads and replies, and nobody brings in others who was brought in.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '@/db/context'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { addParticipant, removeParticipant } from './commands/participants'
import { replyToCase } from './commands/reply'
import { PARTICIPANTS_MAX } from './participants'
import { getDeskCase, getRequesterCase } from './queries/case'
import { getParticipation } from './queries/participants'
import { createCaseWorld, days, hours, NOW, type CaseWorld } from './testing/world'

let world: CaseWorld
beforeAll(async () => {
  world = await createCaseWorld()
})
afterAll(() => world.end())

const cleo = () => world.actors.cleo.userId
const reply = (reference: string, now = NOW) => ({ key: newId(now), reference, body: 'Here too.' })
const mails = (reference: string) =>
  world.look(
    (sql) => sql<{ recipient_id: string; facts: unknown }[]>`
      select m.recipient_id, m.facts from outbox m join cases c on c.id = m.case_id
      where m.kind = 'case_shared' and c.number = ${Number(reference.slice(3))}`,
  )

describe('a colleague who is added', () => {
  test.each(['ann', 'boss', 'agent'] as const)(
    'by %s reads the case, replies, is mailed once, and sees no other case',
    async (name) => {
      const [reference, other] = [await world.open('ann'), await world.open('ann')]
      await expect(getRequesterCase(world.as('cleo'), reference)).rejects.toBeInstanceOf(NotFound)
      const person = { reference, userId: cleo() }
      await addParticipant(world.as(name), person)
      await addParticipant(world.as(name), person)
      await replyToCase(world.as('cleo'), reply(reference))
      expect((await getRequesterCase(world.as('cleo'), reference)).participants).toEqual([
        { id: cleo(), name: 'cleo', isStaff: false },
      ])
      await expect(getRequesterCase(world.as('cleo'), other)).rejects.toBeInstanceOf(NotFound)
      expect(await mails(reference)).toEqual([{ recipient_id: cleo(), facts: { by: name } }])
    },
  )

  test('and removed sees it no more; their words and both facts stay', async () => {
    const reference = await world.open('ann')
    const person = { reference, userId: cleo() }
    await addParticipant(world.as('ann'), person)
    await replyToCase(world.as('cleo', hours(1)), reply(reference, hours(1)))
    await removeParticipant(world.as('agent'), person)
    await removeParticipant(world.as('agent'), person)
    await expect(getRequesterCase(world.as('cleo'), reference)).rejects.toBeInstanceOf(NotFound)
    const { participants, timeline } = await getDeskCase(world.as('agent'), reference)
    expect(participants).toEqual([])
    expect(timeline.filter((entry) => entry.kind === 'message').map(({ author }) => author.name)).toEqual(['ann', 'cleo'])
    expect(
      timeline.flatMap((entry) => (entry.kind === 'history' && entry.fact.what === 'participant' ? [entry.fact] : [])),
    ).toEqual([
      { what: 'participant', name: 'cleo', takesPart: true },
      { what: 'participant', name: 'cleo', takesPart: false },
    ])
  })

  test('anew on another day is mailed again', async () => {
    const reference = await world.open('ann')
    const person = { reference, userId: cleo() }
    for (const at of [NOW, NOW, days(1)]) {
      await addParticipant(world.as('ann', at), person)
      await removeParticipant(world.as('ann', at), person)
    }
    expect(await mails(reference)).toHaveLength(2)
  })
})

describe('refused', () => {
  test('is who takes part: they are offered nobody, add nobody and remove nobody', async () => {
    const reference = await world.open('ann')
    await world.invite(reference, 'cleo')
    const boss = { reference, userId: world.actors.boss.userId }
    expect((await getParticipation(world.as('cleo'), reference)).colleagues).toBeNull()
    await expect(addParticipant(world.as('cleo'), boss)).rejects.toBeInstanceOf(Forbidden)
    await expect(removeParticipant(world.as('cleo'), { reference, userId: cleo() })).rejects.toBeInstanceOf(Forbidden)
    // The database says it again.
    const asCleo = (statement: string) =>
      inTransaction(world.as('cleo'), ({ sql }) => sql.unsafe(statement, [Number(reference.slice(3))]).then(({ count }) => count))
    await expect(
      asCleo(`insert into case_participants (organisation_id, case_id, user_id, added_at)
        select organisation_id, id, requester_id, now() from cases where number = $1`),
    ).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      asCleo('delete from case_participants p using cases c where c.id = p.case_id and c.number = $1'),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })

  test.each(['gil', 'agent'] as const)('is %s, who is no member', async (name) => {
    const reference = await world.open('ann')
    await expect(addParticipant(world.as('agent'), { reference, userId: world.actors[name].userId })).rejects.toBeInstanceOf(
      Invalid,
    )
  })

  test('is whoever has left', async () => {
    const reference = await world.open('ann')
    const move = (to: Date | null) =>
      world.look(
        (sql) => sql`update memberships set ended_at = ${to?.toISOString() ?? null}::timestamptz where user_id = ${cleo()}`,
      )
    await move(new Date(NOW))
    await expect(addParticipant(world.as('ann'), { reference, userId: cleo() })).rejects.toBeInstanceOf(Invalid)
    expect((await getParticipation(world.as('ann'), reference)).colleagues!.map(({ name }) => name)).toEqual(['boss'])
    await move(null)
  })

  test('is one more than enough', async () => {
    const reference = await world.open('ann')
    await world.look(async (sql) => {
      for (let at = 0; at < PARTICIPANTS_MAX; at++) {
        const id = newId(NOW)
        await sql`insert into users (id, email, name, time_zone, created_at) values (${id}, ${`${id}@acme.example`}, ${`P${at}`}, 'UTC', ${NOW})`
        await sql`insert into memberships (organisation_id, user_id, role, created_at)
          values (${world.actors.ann.organisationId}, ${id}, 'member', ${NOW})`
        await sql`insert into case_participants (organisation_id, case_id, user_id, added_at)
          select organisation_id, id, ${id}, ${NOW} from cases where number = ${Number(reference.slice(3))}`
      }
    })
    await expect(addParticipant(world.as('ann'), { reference, userId: cleo() })).rejects.toBeInstanceOf(Conflict)
  })
})
