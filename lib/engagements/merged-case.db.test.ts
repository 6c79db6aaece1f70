// Merging the case that became a service, and undoing it: the service, its time and what it costs stay as they are (issue 3, done when 3).
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mergeCases } from '@/lib/cases/commands/merge'
import { openCase } from '@/lib/cases/commands/open-case'
import { undoMerge } from '@/lib/cases/commands/undo-merge'
import { OpenCaseInput } from '@/lib/cases/input'
import { newId } from '@/lib/kernel/ids'
import { changeRequestState } from './commands/change-request'
import { referCase } from './commands/refer'
import { ChangeRequestStateInput, ReferCaseInput } from './input'
import { listCaseRequests } from './queries/referrals'
import { HOURS_LINE, House } from './testing/house'

let house: House
beforeAll(async () => void (house = await House.open()))
afterAll(() => house.close())

async function opened(): Promise<string> {
  const input = OpenCaseInput.parse({
    ...{ key: newId(house.tick()), category: 'how_to', subject: 'A weekly refresh of our data', impact: 'minor' },
    ...{ workaround: 'acceptable', body: 'Every Monday, please.' },
  })
  return (await openCase(house.as(house.world.a.requester), input)).reference
}

/** The case, passed on, agreed to, quoted, signed, begun and worked on. */
async function becameService(reference: string): Promise<string> {
  const { reference: request } = await referCase(
    house.as(house.hana),
    ReferCaseInput.parse({
      ...{ key: newId(house.tick()), reference, title: 'A weekly refresh', goal: 'Every Monday.', why: 'data_processing' },
      ...{ itemCode: 'CONS', reply: 'Rina answers.', offer: 'whole', notAFault: 'on', noArticle: 'on', noLicence: 'on' },
    }),
  )
  const become = (by: Parameters<House['as']>[0], of: object) =>
    changeRequestState(house.as(by), ChangeRequestStateInput.parse({ reference: request, ...of }))
  await become(house.csm, { to: 'awaiting_customer', reason: 'Shall we quote?' })
  await become(house.world.a.requester, { to: 'scoping', reason: '', notice: '1', understood: 'on' })
  await house.quoted(request, [HOURS_LINE], {})
  await house.sign(request)
  await house.assign(request, house.hana)
  await house.take(request, 'active')
  await house.worked(request, '2026-11-23', '2:30')
  return request
}

/** All rows of services, of whatever table. */
async function services(): Promise<Record<string, unknown>> {
  const tables = ['service_requests', 'case_referrals', 'engagements', 'quotes', 'time_entries']
  const rows = await Promise.all(
    tables.map((table) => house.owner`select to_jsonb(x) as row from ${house.owner(table)} x order by to_jsonb(x)::text`),
  )
  return Object.fromEntries(tables.map((table, at) => [table, rows[at]!.map(({ row }) => row as unknown)]))
}

const beside = async (reference: string) =>
  (await listCaseRequests(house.as(house.hana), reference)).map(({ reference: each }) => each)

test('a case that became a service takes it along in sight, and every entry of time stays as it was, before and after undoing', async () => {
  const [source, through, target] = [await opened(), await opened(), await opened()]
  const request = await becameService(source)
  const before = await services()
  expect(before['time_entries']).toHaveLength(1)
  const at = () => house.as(house.hana)
  await mergeCases(at(), { reference: source, into: through })
  await mergeCases(at(), { reference: through, into: target })
  expect(await services()).toEqual(before)
  expect(await beside(target)).toEqual([request])
  await undoMerge(at(), { reference: through })
  await undoMerge(at(), { reference: source })
  expect(await services()).toEqual(before)
  expect([await beside(target), await beside(source)]).toEqual([[], [request]])
})
