// Acts on many cases: planned, seen before, done by a job that may die, reported, tried again and put back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkCases } from '@/lib/cases/commands/links'
import { claimCase } from '@/lib/cases/commands/claim'
import { replyToCase } from '@/lib/cases/commands/reply'
import { getDeskCase, getRequesterCase } from '@/lib/cases/queries/case'
import { createCaseWorld, days, hours, NOW, type CaseWorld } from '@/lib/cases/testing/world'
import { newId } from '@/lib/kernel/ids'
import {
  planBulkAct,
  planProblemAnswer,
  planPuttingBack,
  retryBulkAct,
  startBulkAct,
  stopBulkAct,
  sweepBulkActs,
} from './commands/bulk'
import { runBulkAct } from './commands/run-bulk'
import { getBulkAct, listBulkActs } from './queries/bulk'

let world: CaseWorld
beforeAll(async () => {
  world = await createCaseWorld()
})
afterAll(() => world.end())

const agentId = () => world.actors.agent.userId
const csmId = () => world.actors.csm.userId
const run = (actId: string, userId = agentId()) => runBulkAct(world.system(hours(1)), { actId, userId })
const linksOf = async (reference: string) => (await getDeskCase(world.as('agent'), reference)).links
const states = async (actId: string) =>
  (await getBulkAct(world.as('agent'), actId)).cases.map(({ reference, state, refusal }) => [reference, state, refusal])
const assign = (references: string[], to: string, as: 'agent' | 'csm' = 'agent') =>
  planBulkAct(world.as(as), { act: 'assign', references, assigneeId: to })
const close = (reference: string) =>
  world.look(
    (
      sql,
    ) => sql`update cases set status = 'closed', resolved_at = ${NOW}, closed_at = ${NOW}, next_metric = null, next_due_at = null,
      next_at_risk_at = null, next_target_minutes = null, next_calendar_id = null where number = ${Number(reference.slice(3))}`,
  )

describe('an act on many cases', () => {
  it('does nothing before it is begun, and says what will become of each', async () => {
    const [free, mine] = [await world.open('ann'), await world.open('ann')]
    await claimCase(world.as('agent'), { reference: mine })
    const { actId } = await assign([free, mine, free], agentId())
    const { cases, startedAt } = await getBulkAct(world.as('agent'), actId)
    expect(startedAt).toBeNull()
    expect(cases.map(({ reference, foreseen }) => [reference, foreseen.kind])).toEqual([
      [free, 'assignee'],
      [mine, 'unchanged'],
    ])
    await run(actId)
    expect((await states(actId)).map(([, state]) => state)).toEqual(['waiting', 'waiting'])
  })

  it('is done case by case, and what is refused says why and can be tried again', async () => {
    const [one, closed, two] = [await world.open('ann'), await world.open('ann'), await world.open('gil')]
    const { actId } = await assign([one, closed, two], agentId())
    await close(closed)
    await startBulkAct(world.as('agent'), { actId })
    await startBulkAct(world.as('agent'), { actId })
    await run(actId)
    expect(await states(actId)).toEqual([
      [one, 'done', null],
      [closed, 'refused', 'This case is closed; nobody works on it any more.'],
      [two, 'done', null],
    ])
    expect((await getBulkAct(world.as('agent'), actId)).finishedAt).not.toBeNull()
    await world.look(
      (sql) =>
        sql`update cases set status = 'open', resolved_at = null, closed_at = null where number = ${Number(closed.slice(3))}`,
    )
    await retryBulkAct(world.as('agent', hours(2)), { actId })
    await run(actId)
    expect((await states(actId)).map(([, state]) => state)).toEqual(['done', 'done', 'done'])
    const [summary] = await listBulkActs(world.as('agent'))
    expect(summary).toMatchObject({ actId, kind: 'assign', cases: 3, refused: 0 })
  })

  it('answers each customer once, however often its job runs, and not past a message nobody has read', async () => {
    const [calm, wrote] = [await world.open('ann'), await world.open('ann')]
    const plan = { act: 'answer' as const, references: [calm, wrote], body: 'We have mended it.', outcome: 'resolve' as const }
    const { actId } = await planBulkAct(world.as('agent'), plan)
    await replyToCase(world.as('ann', hours(0.5)), { key: newId(NOW), reference: wrote, body: 'One more thing.' })
    await startBulkAct(world.as('agent', hours(0.6)), { actId })
    await run(actId)
    await world.look((sql) => sql`update bulk_acts set finished_at = null where id = ${actId}`)
    await world.look(
      (sql) => sql`update bulk_act_cases set state = 'waiting', refusal = null where act_id = ${actId} and state = 'done'`,
    )
    await run(actId)
    const messages = await world.look(
      (sql) => sql<{ number: number }[]>`
        select c.number from case_messages m join cases c on c.id = m.case_id where m.body = 'We have mended it.'`,
    )
    expect(messages.map(({ number }) => `HS-${number}`)).toEqual([calm])
    expect((await states(actId))[1]).toEqual([wrote, 'refused', expect.stringContaining('wrote meanwhile')])
    await retryBulkAct(world.as('agent', hours(2)), { actId })
    await run(actId)
    expect((await states(actId))[1]![1]).toBe('done')
  })

  it('answers all open cases of a known problem, each in its own words alone, with the problem itself where it is asked', async () => {
    const [problem, ours, theirs, over] = [
      await world.open('ann'),
      await world.open('ann', { subject: 'Ours alone' }),
      await world.open('gil', { subject: 'Theirs alone' }),
      await world.open('gil'),
    ]
    for (const reference of [ours, theirs, over])
      await linkCases(world.as('agent'), { reference, other: problem, kind: 'caused_by' })
    await close(over)
    const say = { reference: problem, body: 'The export is mended.', outcome: 'resolve' as const }
    const planned = async (withProblem: boolean) => {
      const { actId } = await planProblemAnswer(world.as('agent'), { ...say, withProblem })
      return [actId, (await getBulkAct(world.as('agent'), actId)).cases.map(({ reference }) => reference)] as const
    }
    expect((await planned(true))[1]).toEqual([problem, ours, theirs])
    const [actId, cases] = await planned(false)
    expect(cases).toEqual([ours, theirs])

    await startBulkAct(world.as('agent'), { actId })
    await run(actId)
    for (const [who, own, others] of [
      ['ann', ours, [theirs, 'Theirs alone']],
      ['gil', theirs, [ours, problem, 'Ours alone']],
    ] as const) {
      const seen = await getRequesterCase(world.as(who), own)
      expect(seen.status).toBe('resolved')
      expect(seen.timeline.flatMap((entry) => (entry.kind === 'message' && entry.author.isStaff ? [entry.body] : []))).toEqual([
        say.body,
      ])
      for (const word of others) expect(JSON.stringify(seen)).not.toContain(word)
    }
    const mails = await world.look(
      (sql) => sql<{ said: string }[]>`
        select o.facts::text || c.number as said from outbox o join cases c on c.id = o.case_id
        where o.kind = 'case_answered' and c.number = any(${[ours, theirs].map((each) => Number(each.slice(3)))})`,
    )
    expect(mails).toHaveLength(2)
    expect((await linksOf(problem)).causedOpen).toBe(0)
    await expect(planProblemAnswer(world.as('agent'), { ...say, withProblem: false })).rejects.toMatchObject({ code: 'conflict' })
    await expect(planProblemAnswer(world.as('ann'), { ...say, withProblem: false })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      planProblemAnswer(world.as('agent'), { ...say, reference: 'HS-999999999', withProblem: true }),
    ).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('tags many, and takes a tag from many, with those left alone that are so already', async () => {
    const references = [await world.open('ann'), await world.open('gil')]
    const act = async (act: 'tag' | 'untag') => {
      const { actId } = await planBulkAct(world.as('agent'), { act, references, tagName: 'Exporter' })
      const foreseen = (await getBulkAct(world.as('agent'), actId)).cases.map(({ foreseen }) => foreseen.kind)
      await startBulkAct(world.as('agent'), { actId })
      await run(actId)
      expect((await states(actId)).map(([, state]) => state)).toEqual(['done', 'done'])
      return foreseen
    }
    const tagsOf = async (reference: string) => (await getDeskCase(world.as('agent'), reference)).tags.map(({ name }) => name)
    expect(await act('untag')).toEqual(['unchanged', 'unchanged'])
    expect(await act('tag')).toEqual(['tag', 'tag'])
    expect(await Promise.all(references.map(tagsOf))).toEqual([['Exporter'], ['Exporter']])
    expect(await act('tag')).toEqual(['unchanged', 'unchanged'])
    expect(await act('untag')).toEqual(['tag', 'tag'])
    expect(await Promise.all(references.map(tagsOf))).toEqual([[], []])
  })

  it('hands over, with what the rule refuses in its report', async () => {
    const reference = await world.open('ann')
    const { actId } = await planBulkAct(world.as('agent'), {
      act: 'hand_over',
      references: [reference],
      regionCode: 'AMER',
      nextStep: 'Look at the log first.',
    })
    await startBulkAct(world.as('agent'), { actId })
    await run(actId)
    await retryBulkAct(world.as('agent'), { actId })
    expect(await states(actId)).toEqual([[reference, 'done', null]])
  })

  it('is shared by two runs at once: each case is done once', async () => {
    const references = []
    for (let at = 0; at < 8; at++) references.push(await world.open('ann'))
    const { actId } = await planBulkAct(world.as('agent'), { act: 'answer', references, body: 'At once.', outcome: 'wait' })
    await startBulkAct(world.as('agent'), { actId })
    await Promise.all([run(actId), run(actId)])
    const [row] = await world.look(
      (sql) => sql<{ n: number }[]>`select count(*)::int as n from case_messages where body = 'At once.'`,
    )
    expect(row!.n).toBe(8)
    expect((await states(actId)).every(([, state]) => state === 'done')).toBe(true)
  })

  it('stops where it is, and the rest can be tried later', async () => {
    const references = [await world.open('ann'), await world.open('ann')]
    const { actId } = await assign(references, agentId())
    await startBulkAct(world.as('agent'), { actId })
    await stopBulkAct(world.as('agent'), { actId })
    await run(actId)
    expect((await states(actId)).map(([, state]) => state)).toEqual(['refused', 'refused'])
    await retryBulkAct(world.as('agent'), { actId })
    await run(actId)
    expect((await states(actId)).map(([, state]) => state)).toEqual(['done', 'done'])
  })

  it('that assigned is put back as it was', async () => {
    const [free, held] = [await world.open('ann'), await world.open('ann')]
    await claimCase(world.as('csm'), { reference: held })
    const { actId } = await assign([free, held], agentId())
    await expect(planPuttingBack(world.as('agent'), { actId })).rejects.toMatchObject({ code: 'invalid' })
    await startBulkAct(world.as('agent'), { actId })
    await run(actId)
    const back = await planPuttingBack(world.as('agent'), { actId })
    await startBulkAct(world.as('agent'), back)
    await run(back.actId)
    const numbers = [free, held].map((reference) => Number(reference.slice(3)))
    const rows = await world.look(
      (sql) => sql<{ id: string | null }[]>`select assignee_id as id from cases where number = any(${numbers}) order by number`,
    )
    expect(rows.map(({ id }) => id)).toEqual([null, csmId()])
  })

  it('takes all cases of a filter', async () => {
    const { actId } = await planBulkAct(world.as('agent'), {
      act: 'assign',
      references: [],
      all: 'view=unassigned',
      assigneeId: '',
    })
    const { cases } = await getBulkAct(world.as('agent'), actId)
    const [row] = await world.look(
      (sql) =>
        sql<
          { n: number }[]
        >`select count(*)::int as n from cases where assignee_id is null and status in ('new','open','waiting','with_account_manager')`,
    )
    expect(cases.length).toBe(row!.n)
    expect(cases.length).toBeGreaterThan(1)
  })

  it('is nobody else’s to see, begin, stop or try again', async () => {
    const { actId } = await assign([await world.open('ann')], agentId())
    for (const ask of [
      () => getBulkAct(world.as('csm'), actId),
      () => startBulkAct(world.as('csm'), { actId }),
      () => stopBulkAct(world.as('csm'), { actId }),
      () => retryBulkAct(world.as('csm'), { actId }),
      () => planPuttingBack(world.as('csm'), { actId }),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'not_found' })
    expect((await listBulkActs(world.as('csm'))).map((act) => act.actId)).not.toContain(actId)
  })

  it('says when no case is there', async () => {
    await expect(assign(['HS-999999999'], agentId())).rejects.toMatchObject({ code: 'invalid' })
  })

  it('is forgotten after three months', async () => {
    await assign([await world.open('ann')], agentId())
    expect(await sweepBulkActs(world.system(days(30)))).toBe(0)
    expect(await sweepBulkActs(world.system(days(100)))).toBeGreaterThan(0)
    expect(await listBulkActs(world.as('agent', days(100)))).toEqual([])
  })

  it('takes its next case from an index', async () => {
    const plan = await world.look(async (sql) => {
      await sql`set enable_seqscan = off`
      return sql`explain select place from bulk_act_cases where act_id = ${newId(NOW)} and state = 'waiting' order by place limit 1`
    })
    expect(JSON.stringify(plan)).toContain('bulk_act_cases_waiting_idx')
  })
})
