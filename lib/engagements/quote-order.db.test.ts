// An order that came outside the portal: recorded by one, countersigned by another, or taken back (services.md §1.5).
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { read } from '@/db/context'
import { receiveUpload } from '@/lib/files/commands/receive'
import { testFolder } from '@/lib/files/testing/storages'
import { newId } from '@/lib/kernel/ids'
import { undoAcceptance } from './commands/quote-end'
import { countersignOrder, recordOrder, voidOrder } from './commands/quote-order'
import { RecordOrderInput } from './quote-input'
import { getOrderFile } from './queries/quote-orders'
import { LINE, OPTION, QuoteHouse } from './testing/quote-house'

let house: QuoteHouse
let files: Awaited<ReturnType<typeof testFolder>>
beforeAll(async () => {
  files = await testFolder()
  vi.stubEnv('FILES_FOLDER', files.folder)
  house = await QuoteHouse.open()
  await house.grant(house.ten[0]!, '')
  await house.grant(house.ten[1]!, '500')
})
afterAll(() => Promise.all([house.close(), files.end()]))

describe('an order', () => {
  test('outside the portal is recorded by one and countersigned by another', async () => {
    const options = [LINE, OPTION]
    const reference = await house.sent(options)
    const asOrdered = { reference, version: '1', orderNumber: 'ERP-9', orderedBy: 'Their system', note: 'By mail on Monday.' }
    expect(RecordOrderInput.safeParse(asOrdered).error?.issues.map(({ path }) => path[0])).toEqual(['files'])
    const upload = async (): Promise<string> => {
      const id = newId(house.tick())
      await receiveUpload(house.world.as(house.csm, house.clock), {
        id,
        name: 'order.pdf',
        size: 1,
        body: new Response('x').body!,
      })
      return id
    }
    const order = async () => RecordOrderInput.parse({ ...asOrdered, chosen: '2', files: await upload() })
    const [lead, requester] = [house.lead, house.world.a.requester]
    const orderId = await recordOrder(house.as(house.csm), await order())
    const again = { ...(await order()), orderId }
    await expect(recordOrder(house.as(house.csm), again)).rejects.toMatchObject({ code: 'conflict' })
    await expect(countersignOrder(house.as(house.csm), again)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await house.engagementsOf(reference)).toEqual([])
    expect(await house.see(reference, lead)).toMatchObject({ desk: { waiting: { may: true, note: 'By mail on Monday.' } } })
    const waiting = await house.see(reference, requester)
    expect(waiting).toMatchObject({ desk: null, order: { orderNumber: 'ERP-9', orderedBy: 'Their system' } })
    expect(JSON.stringify(waiting.order)).not.toContain('By mail')
    // Nobody of the customer reads the document before somebody has checked that it is theirs, by row-level security alone too.
    const [file] = (await house.see(reference, lead)).order!.files
    expect(waiting.order).toMatchObject({ options: ['Recording'], files: [] })
    await expect(getOrderFile(house.as(requester), file!.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await read(house.world.as(requester), (ctx) => ctx.sql`select 1 from order_files where id = ${file!.id}`)).toEqual([])
    await countersignOrder(house.as(lead), again)
    expect(await getOrderFile(house.as(requester), file!.id)).toMatchObject({ name: 'order.pdf', sha256: file!.sha256 })
    for (const who of [house.world.a.colleague, house.world.b.administrator])
      await expect(getOrderFile(house.as(who), file!.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await house.state(reference)).toBe('accepted')
    const [signature] = (await house.see(reference)).signatures
    expect(signature).toMatchObject({ method: 'offline_order', orderNumber: 'ERP-9', typedName: 'Their system', chosen: [2] })
    expect(signature).toMatchObject({ countersignedByName: lead.name, total: { minor: 166_750n } })
    expect(signature!.statement).toContain(
      `with the options “Recording”, of NZD 1,667.50 with tax by order ERP-9 (order.pdf, SHA-256`,
    )
    expect(signature!.statement).toContain(file!.sha256)
    expect(await house.engagementsOf(reference)).toMatchObject([{ fees: '145000' }])
    const told = await house.owner<{ id: string }[]>`
      select recipient_id as id from outbox where facts ->> 'news' = 'accepted' and facts -> 'order' ->> 'number' = 'ERP-9'`
    const approvers = await house.owner<{ id: string }[]>`
      select user_id as id from approval_grants where organisation_id = ${house.world.a.organisationId} and ended_at is null`
    expect(approvers.length).toBeGreaterThan(1)
    expect(told.map(({ id }) => id)).toEqual(expect.arrayContaining([requester.userId, ...approvers.map(({ id }) => id)]))
    const steps = async () => (await house.see(reference)).steps.map(({ to, isOrder }) => [to, isOrder])
    expect((await steps()).at(-1)).toEqual(['accepted', true])
    await undoAcceptance(house.as(house.csm), { reference, reason: 'It was for another quote.' })
    expect((await steps()).at(-1)).toEqual(['withdrawn', false])
    expect(await house.engagementsOf(reference)).toMatchObject([{ state: 'cancelled' }])
    await expect(house.owner`delete from order_files`).rejects.toThrow('append-only')
  })

  test('that was recorded in error is taken back with a reason, and counts no more; what is countersigned is what was read', async () => {
    const reference = await house.sent([LINE, OPTION])
    const { lead } = house
    const of = { reference, version: 1 }
    const order = { ...of, orderNumber: 'ERP-10', orderedBy: 'Their system', note: 'By mail.', files: [] }
    const wrong = await recordOrder(house.as(house.csm), { ...order, orderNumber: 'OTHERS-1', chosen: [] })
    expect(await house.see(reference, house.ten[0])).toMatchObject({ signing: { may: true } })
    await voidOrder(house.as(lead), { ...of, orderId: wrong, reason: 'It is of another customer.' })
    for (const who of [house.csm, house.world.a.requester]) expect((await house.see(reference, who)).order).toBeNull()
    const seen = await read(
      house.world.as(house.world.a.requester),
      (ctx) => ctx.sql`select 1 from quote_orders where id = ${wrong}`,
    )
    expect(seen).toEqual([])
    const kept = await house.owner<{ reason: string }[]>`select void_reason as reason from quote_orders where id = ${wrong}`
    expect(kept).toEqual([{ reason: 'It is of another customer.' }])
    await expect(house.owner`update quote_orders set void_reason = 'Another' where id = ${wrong}`).rejects.toThrow('append-only')
    const told = await house.owner<{ id: string }[]>`
      select recipient_id as id from outbox where facts ->> 'news' = 'order_voided' and facts ->> 'reference' = ${reference}`
    expect(told).toEqual([{ id: house.csm.userId }])

    const right = await recordOrder(house.as(house.csm), { ...order, chosen: [2] })
    for (const step of [countersignOrder, voidOrder])
      await expect(step(house.as(lead), { ...of, orderId: wrong, reason: 'Late.' })).rejects.toMatchObject({
        code: 'conflict',
      })
    // One of two signs without the option meanwhile: nobody has seen what both come to.
    expect((await house.see(reference, lead)).desk?.waiting?.total.minor).toBe(166_750n)
    await house.sign(house.ten[1]!, reference)
    expect(await house.state(reference)).toBe('partly_approved')
    const late = countersignOrder(house.as(lead), { ...of, orderId: right })
    await expect(late).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('other options') })
    await voidOrder(house.as(house.csm), { ...of, orderId: right, reason: 'Without the recording.' })
    const differing = recordOrder(house.as(house.csm), { ...order, chosen: [2] })
    await expect(differing).rejects.toMatchObject({ code: 'conflict' })
    const last = await recordOrder(house.as(house.csm), { ...order, chosen: [] })
    await countersignOrder(house.as(lead), { ...of, orderId: last })
    expect((await house.see(reference)).signatures.map(({ total }) => total.minor)).toEqual([115_000n, 115_000n])
    await expect(voidOrder(house.as(lead), { ...of, orderId: last, reason: 'Late.' })).rejects.toMatchObject({
      code: 'conflict',
    })
    const forced = house.owner`update quote_orders set voided_at = now(), voided_by = ${lead.userId}, void_reason = 'Late' where id = ${last}`
    await expect(forced).rejects.toThrow('not taken back')
  })
})
