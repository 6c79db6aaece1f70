import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { parseInstant, toIso, type Instant } from '@/lib/kernel/time'
import { openCase } from './commands/open-case'
import { OpenCaseInput } from './input'
import { getRequesterCase } from './queries/case'
import { getOwnSupport } from './queries/own-support'
import { caseInput, createCaseWorld, days, hours, NOW, type CaseWorld } from './testing/world'

type Sql = Parameters<Parameters<CaseWorld['look']>[0]>[0]

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

  test('sent eight times at once it is one case, whether its organisation had cases before or not (AB-090)', async () => {
    for (const name of ['gil', 'gil', 'boss'] as const) {
      const before = await Promise.all([countOf('cases'), countOf('outbox'), countOf('audit_entries')])
      const input = caseInput()
      const answers = await Promise.all(Array.from({ length: 8 }, () => openCase(world.as(name), input)))
      expect(new Set(answers.map(({ reference }) => reference)).size).toBe(1)
      const after = await Promise.all([countOf('cases'), countOf('outbox'), countOf('audit_entries')])
      expect(after).toEqual(before.map((count) => count + 1))
    }
  })

  test('with files, sent twice at once, it is one case that has them', async () => {
    const file = newId(NOW)
    await world.look(
      (sql) => sql`insert into uploads (id, uploader_id, storage_key, name, media_type, size, sha256, preview, created_at)
        values (${file}, ${world.actors.ann.userId}, ${file}, 'screen.png', 'image/png', 3, 'abc', 'none', ${NOW})`,
    )
    const input = caseInput({ files: [file] })
    const [first, second] = await Promise.all([openCase(world.as('ann'), input), openCase(world.as('ann'), input)])
    expect(second).toEqual(first)
    const [row] = await world.look(
      (sql) => sql<{ files: number }[]>`
        select count(*)::int as files from attachments a join cases c on c.id = a.case_id where c.number = ${Number(first.reference.slice(3))}`,
    )
    expect(row?.files).toBe(1)
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

describe('what the promise stands on may change between two cases', () => {
  /** Changes it for as long as a case takes to open, after one was opened on what was there before. */
  const opensOn = async (change: (sql: Sql) => Promise<unknown>, undo: (sql: Sql) => Promise<unknown>) => {
    const before = await openCase(world.as('ann'), caseInput())
    await world.look(change)
    try {
      return [before, await openCase(world.as('ann'), caseInput())] as const
    } finally {
      await world.look(undo)
    }
  }
  const organisationId = () => world.actors.ann.organisationId

  test('the region: the next case is promised in the hours of the new one', async () => {
    const move = (region: string) => (sql: Sql) =>
      sql`update organisations set region_code = ${region} where id = ${organisationId()}`
    const [before, after] = await opensOn(move('AMER'), move('EMEA'))
    expect(toIso(before.firstAnswerDueAt!)).toBe('2026-11-25T09:30:00.000Z')
    expect(after.firstAnswerDueAt).not.toBe(before.firstAnswerDueAt)
    const [row] = await world.look(
      (sql) => sql<{ region_code: string; calendar_id: string }[]>`
        select region_code, calendar_id from cases where number = ${Number(after.reference.slice(3))}`,
    )
    expect(row).toEqual({ region_code: 'AMER', calendar_id: 'AMER-1' })
  })

  test('the prefix of numbers', async () => {
    const name = (prefix: string) => (sql: Sql) => sql`update installation set case_prefix = ${prefix}`
    const [before, after] = await opensOn(name('QX'), name('HS'))
    expect([before.reference.slice(0, 3), after.reference.slice(0, 3)]).toEqual(['HS-', 'QX-'])
  })

  test('whether the region shares out: it is asked for with the next case', async () => {
    const orders = () => world.look((sql) => sql<{ id: number }[]>`select id from job_orders where job = 'cases.share_out'`)
    const before = await orders()
    await opensOn(
      (sql) =>
        sql`insert into assignment_rules (region_code, rule, handling_minutes, updated_at) values ('EMEA', 'round_robin', 30, ${NOW})`,
      (sql) => sql`delete from assignment_rules where region_code = 'EMEA'`,
    )
    expect(await orders()).toHaveLength(before.length + 1)
  })

  test('there may be no policy any more, and the organisation may be served no more', async () => {
    const publish = (id: string | null) => (sql: Sql) => sql`update installation set current_policy_version_id = ${id}`
    await expect(opensOn(publish(null), publish('policy-1'))).rejects.toBeInstanceOf(Conflict)
    const serve = (until: Instant | null) => (sql: Sql) =>
      sql`update organisations set disabled_at = ${until} where id = ${organisationId()}`
    const cases = await countOf('cases')
    await expect(opensOn(serve(NOW), serve(null))).rejects.toBeInstanceOf(NotFound)
    expect(await countOf('cases')).toBe(cases + 1)
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

  test('sent again is answered as the first time, although the old case can be answered by now', async () => {
    const old = await world.open('ann', { impact: 'minor' }, days(-40))
    const set = (status: string, since: Instant | null) =>
      world.look(
        (sql) =>
          sql`update cases set status = ${status}, resolved_at = ${since}, closed_at = ${since} where number = ${Number(old.slice(3))}`,
      )
    await set('closed', days(-16))
    const input = caseInput({ followUpOf: old })
    const first = await openCase(world.as('ann'), input)
    await set('open', null)
    expect(await openCase(world.as('ann'), input)).toEqual(first)
    await expect(openCase(world.as('ann'), { ...input, key: newId(NOW) })).rejects.toBeInstanceOf(Invalid)
  })

  test('of a case that can still be answered is refused, and of one that is not theirs looks like none', async () => {
    const open = await world.open('ann')
    const foreign = await world.open('gil', {}, parseInstant('2026-10-01T10:00:00Z'))
    await expect(openCase(world.as('ann'), caseInput({ followUpOf: open }))).rejects.toBeInstanceOf(Invalid)
    await expect(openCase(world.as('ann'), caseInput({ followUpOf: foreign }))).rejects.toBeInstanceOf(NotFound)
    await expect(openCase(world.as('ann'), caseInput({ followUpOf: 'HS-99999' }))).rejects.toBeInstanceOf(NotFound)
  })
})
