import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { parseInstant, toIso } from '@/lib/kernel/time'
import { openCase } from './commands/open-case'
import { OpenCaseInput } from './input'
import { getRequesterCase } from './queries/case'
import { getOwnSupport } from './queries/own-support'
import { caseInput, createCaseWorld, days, hours, NOW, type CaseWorld } from './testing/world'

let world: CaseWorld
beforeAll(async () => {
  world = await createCaseWorld()
})
afterAll(() => world.end())

const countOf = async (table: 'cases' | 'outbox' | 'case_messages' | 'sla_clocks' | 'audit_entries') => {
  const [row] = await world.look((sql) => sql<{ count: number }[]>`select count(*)::int as count from ${sql(table)}`)
  return row!.count
}

describe('a case is opened', () => {
  test('with number, level, promise, first message, history and the mail that acknowledges it', async () => {
    const mails = await countOf('outbox')
    const opened = await openCase(world.as('ann'), caseInput({ site: 'acme-site' }))
    expect(opened.reference).toMatch(/^HS-1\d{4}$/)
    expect(toIso(opened.firstAnswerDueAt!)).toBe('2026-11-25T09:30:00.000Z')
    expect(await countOf('outbox')).toBe(mails + 1)

    const seen = await getRequesterCase(world.as('ann'), opened.reference)
    expect(seen).toMatchObject({
      severity: 2,
      levelName: 'High',
      status: 'new',
      details: { site: 'acme-site' },
      canReply: true,
      isFinal: false,
    })
    expect(seen.timeline.map((entry) => (entry.kind === 'message' ? entry.body : entry.fact.what))).toEqual([
      'Open the story, export it.',
      'opened',
    ])
    expect(seen.ledgers[0]?.summary).toMatchObject({
      metric: 'first_response',
      dueAt: opened.firstAnswerDueAt,
      targetSeconds: 8 * 3600,
    })
  })

  test('the same form sent twice is one case with one number, one message, one clock and one mail (AB-090)', async () => {
    const before = await Promise.all([countOf('cases'), countOf('outbox'), countOf('case_messages'), countOf('sla_clocks')])
    const input = caseInput()
    const [first, second] = await Promise.all([openCase(world.as('ann'), input), openCase(world.as('ann'), input)])
    const third = await openCase(world.as('ann', hours(3)), input)
    expect(second).toEqual(first)
    expect(third).toEqual(first)
    const after = await Promise.all([countOf('cases'), countOf('outbox'), countOf('case_messages'), countOf('sla_clocks')])
    expect(after).toEqual(before.map((count) => count + 1))
  })

  test('the same key with other words is refused and changes nothing; under another person it is another form', async () => {
    const input = caseInput()
    const { reference } = await openCase(world.as('ann'), input)
    const before = await countOf('cases')
    await expect(openCase(world.as('ann'), { ...input, subject: 'Something else' })).rejects.toBeInstanceOf(Conflict)
    expect(await countOf('cases')).toBe(before)
    expect((await openCase(world.as('cleo'), input)).reference).not.toBe(reference)
  })

  test('a question about the customer’s own project goes to the account manager, who is told', async () => {
    const reference = await world.open('ann', { category: 'project_or_data', impact: 'none', workaround: undefined })
    const seen = await getRequesterCase(world.as('ann'), reference)
    expect(seen).toMatchObject({ status: 'with_account_manager', severity: 4, accountManager: { name: 'csm' } })
    const mails = await world.look(
      (sql) => sql<{ kind: string; name: string }[]>`
      select o.kind, u.name from outbox o join users u on u.id = o.recipient_id join cases c on c.id = o.case_id
      where c.number = ${Number(reference.slice(3))} order by o.kind`,
    )
    expect(mails.map(({ kind, name }) => [kind, name])).toEqual([
      ['case_for_account_manager', 'csm'],
      ['case_received', 'ann'],
    ])
  })

  test('while the account manager is away it goes to the backup, and the customer is told that name', async () => {
    await world.look((sql) => sql`update users set disabled_at = ${NOW} where id = ${world.actors.csm.userId}`)
    try {
      const reference = await world.open('gil', { category: 'project_or_data', impact: 'none' })
      const [row] = await world.look(
        (sql) => sql<{ name: string }[]>`
        select u.name from cases c join users u on u.id = c.assignee_id where c.number = ${Number(reference.slice(3))}`,
      )
      expect(row?.name).toBe('backup')
      expect((await getOwnSupport(world.as('gil'))).accountManager.name).toBe('backup')
      expect((await getRequesterCase(world.as('gil'), reference)).accountManager.name).toBe('backup')
    } finally {
      await world.look((sql) => sql`update users set disabled_at = null where id = ${world.actors.csm.userId}`)
    }
  })

  test('staff open none', async () => {
    await expect(openCase(world.as('agent'), caseInput())).rejects.toBeInstanceOf(Forbidden)
  })
})

describe('what the form must say', () => {
  const problems = (input: Record<string, unknown>) => {
    const parsed = OpenCaseInput.safeParse({ ...caseInput(), ...input })
    return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'))
  }
  test('a major failure needs the second answer, because silence would lower the level', () => {
    expect(problems({ workaround: undefined })).toEqual(['workaround'])
    expect(problems({ impact: 'unusable', workaround: undefined })).toEqual(['workaround'])
    expect(problems({ impact: 'nonsense', workaround: undefined })).toEqual(['impact'])
    expect(problems({ subject: '', workaround: undefined })).toEqual(['subject', 'workaround'])
    expect(problems({ impact: 'minor', workaround: undefined })).toEqual([])
    expect(problems({ impact: 'none', workaround: undefined })).toEqual([])
  })

  test('AB-088: what cannot be stored is taken out before it is stored', async () => {
    const strange = 'a\u0000b\u0008c\u001b[31md\ufffee'
    const input = OpenCaseInput.parse({ ...caseInput(), subject: strange, body: `${strange}\r\nnext`, site: strange })
    const { reference } = await openCase(world.as('ann'), input)
    const seen = await getRequesterCase(world.as('ann'), reference)
    expect(seen.subject).toBe('abc[31mde')
    expect(seen.timeline[0]).toMatchObject({ body: 'abc[31mde\nnext' })
  })
})

describe('a follow-up', () => {
  test('links to a case that is over for good, both ways', async () => {
    const old = await world.open('ann', { impact: 'minor' }, days(-40))
    await world.look(
      (sql) =>
        sql`update cases set status = 'closed', resolved_at = ${days(-30)}, closed_at = ${days(-16)} where number = ${Number(old.slice(3))}`,
    )
    const next = await world.open('ann', { followUpOf: old })
    expect(await getRequesterCase(world.as('ann'), next)).toMatchObject({ followUpOf: old })
    expect(await getRequesterCase(world.as('ann'), old)).toMatchObject({ followUps: [next], isFinal: true, canReply: false })
  })

  test('of a case that can still be answered is refused, and of one that is not theirs looks like none', async () => {
    const open = await world.open('ann')
    const foreign = await world.open('gil', {}, parseInstant('2026-10-01T10:00:00Z'))
    await expect(openCase(world.as('ann'), caseInput({ followUpOf: open }))).rejects.toBeInstanceOf(Invalid)
    await expect(openCase(world.as('ann'), caseInput({ followUpOf: foreign }))).rejects.toBeInstanceOf(NotFound)
    await expect(openCase(world.as('ann'), caseInput({ followUpOf: 'HS-99999' }))).rejects.toBeInstanceOf(NotFound)
  })
})
