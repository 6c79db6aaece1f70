// Two agents on one case, one of them on a phone, both by keyboard alone: who is there is seen, a case is taken once, the same field is not
// overwritten, a reply is not sent past a message, and the case goes to the next region with its packet.
import type { Locator, Page } from '@playwright/test'
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, sql, test, toReply } from '../fixtures'
import { ownCase } from '../own-case'
import { inQueueTurn } from '../queue-turn'

const PHONE = { viewport: { width: 390, height: 844 } }

/** Goes to a control as the keyboard does, and presses it. */
async function press(page: Page, control: Locator): Promise<void> {
  await control.focus()
  await page.keyboard.press('Enter')
}

async function choose(page: Page, radio: Locator): Promise<void> {
  await radio.focus()
  await page.keyboard.press('Space')
}

test('presence, claim, crossing changes and replies, and a hand-over, on a phone and by keyboard alone', async ({ browser }) => {
  const [phone, desk] = await Promise.all([PHONE, {}].map(async (options) => (await browser.newContext(options)).newPage()))
  await Promise.all([signIn(phone!, 'agent'), signIn(desk!, 'secondAgent')])
  await inQueueTurn(() => meetOnFreeCase(phone!, desk!))
  await runStory(phone!, desk!)
  for (const page of [phone!, desk!]) await page.context().close()
})

async function meetOnFreeCase(phone: Page, desk: Page): Promise<void> {
  const reference = await ownCase('Phone story: the export')
  // What is written in the story is newer than what opened the case.
  await sql`
    update case_messages m set created_at = ${process.env.CONCORD_CLOCK!}::timestamptz - interval '1 hour'
    from cases c where c.id = m.case_id and 'HS-' || c.number = ${reference}`
  await phone.goto(`/desk/cases/${reference}`)
  await expectNoSidewaysScroll(phone)
  await desk.goto(`/desk/cases/${reference}`)

  // Presence, both ways.
  await expect(phone.getByRole('status').filter({ hasText: 'Jonty Marlowe is reading.' })).toBeVisible()
  await toReply(desk)
  await desk.keyboard.type('We look')
  await expect(phone.getByText('Jonty Marlowe is writing.')).toBeVisible()
  await expectAccessible(phone)

  // Whoever takes it has it, and the other sees who.
  await press(phone, phone.getByRole('button', { name: 'Take it' }))
  await expect(desk.getByText('Hana Corvell has it')).toBeVisible()
  await expect(desk.getByRole('button', { name: 'Take it' })).toHaveCount(0)
}

async function runStory(phone: Page, desk: Page): Promise<void> {
  // The same field: the second is told what stands, by whom, keeps what was written, and theirs stands by one press.
  const dialog = (page: Page) => page.getByRole('dialog', { name: 'Change the level' })
  await press(phone, phone.getByRole('button', { name: 'More for this case' }))
  await expectAccessible(phone)
  await press(phone, phone.getByRole('button', { name: 'Change level…' }))
  await choose(phone, dialog(phone).getByRole('radio').first())
  await dialog(phone).getByLabel('Why').focus()
  await phone.keyboard.type('Nobody can work.')
  await press(desk, desk.getByRole('button', { name: 'Change level…' }))
  await choose(desk, dialog(desk).getByRole('radio').nth(1))
  await dialog(desk).getByLabel('Why').focus()
  await desk.keyboard.type('A major function fails.')
  await press(desk, dialog(desk).getByRole('button', { name: /^Change level/ }))
  await expect(dialog(desk)).toBeHidden()
  await expect(dialog(phone).getByText('Jonty Marlowe changed this meanwhile: it is L2 now')).toBeVisible()
  await expect(dialog(phone).getByLabel('Why')).toHaveValue('Nobody can work.')
  await expectAccessible(phone)
  await expectNoSidewaysScroll(phone)
  await press(phone, dialog(phone).getByRole('button', { name: 'Change it anyway' }))
  await expect(dialog(phone)).toBeHidden()
  await expect(phone.getByRole('button', { name: 'Change level…' })).toBeHidden()
  await expect(desk.getByText(/changed the level from L2 to L1/)).toBeVisible()

  // A reply that crosses another is held back on the phone, with its text.
  const reply = phone.getByRole('textbox', { name: 'Reply' })
  await reply.focus()
  await phone.keyboard.type('Please restart the export.')
  await desk.getByRole('textbox', { name: 'Reply' }).focus()
  await desk.keyboard.press('End')
  await desk.keyboard.type(' into it.')
  await desk.keyboard.press('Control+Enter')
  await expect(phone.getByRole('alert').filter({ hasText: 'Jonty Marlowe wrote while you were writing' })).toContainText(
    'We look into it.',
  )
  await expect(reply).toHaveValue('Please restart the export.')
  await press(phone, phone.getByRole('button', { name: 'I have read it' }))
  await reply.focus()
  await phone.keyboard.press('Control+Enter')
  await expect(desk.getByRole('article').filter({ hasText: 'Please restart the export.' })).toBeVisible()

  // To the next region, with what it must know.
  await press(phone, phone.getByRole('button', { name: 'More for this case' }))
  await press(phone, phone.getByRole('button', { name: 'Hand over…' }))
  const handOver = phone.getByRole('dialog', { name: 'Hand over to another region' })
  await choose(phone, handOver.getByRole('radio', { name: 'Europe, Middle East and Africa' }))
  await handOver.getByLabel('Next step').focus()
  await phone.keyboard.type('Ask for the log.')
  await press(phone, handOver.getByRole('button', { name: 'Hand over' }))
  await expect(handOver).toBeHidden()
  await expect(desk.getByText('Next step, from Asia Pacific to Europe, Middle East and Africa')).toBeVisible()
  await expect(desk.getByText('nobody has it')).toBeVisible()
  await expectNoSidewaysScroll(phone)
}
