// Two agents and their customer in three browsers on one case, by the keys alone, the first agent on a phone: what each does, the two others
// see while they stand there; the case is taken once, nobody answers past the customer, and it goes to the next region under all their eyes.
import type { Browser, Locator, Page } from '@playwright/test'
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, sql, test, toReply, type PersonKey } from '../fixtures'
import { ownCase } from '../own-case'
import { inQueueTurn } from '../queue-turn'

const PHONE = { viewport: { width: 390, height: 844 } }

async function windowOf(browser: Browser, person: PersonKey, options = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage()
  await signIn(page, person)
  return page
}

/** Walks to a control as somebody without a mouse does, from one to the next. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible()
  for (let steps = 0; steps < 150; steps++) {
    if (await control.evaluate((node) => node === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no key leads to ${String(control)}`)
}

async function press(page: Page, control: Locator): Promise<void> {
  await tabTo(page, control)
  await page.keyboard.press('Enter')
}

const said = (page: Page, words: string) => page.getByRole('article').filter({ hasText: words })
const READING = 'Jonty Marlowe is reading.'

/** All three open a case that nobody has, and one of the agents takes it. */
async function meetOnFreeCase(phone: Page, desk: Page, customer: Page): Promise<string> {
  const reference = await ownCase('Story of three: the export')
  // What is written in the story is newer than what opened the case.
  await sql`
    update case_messages m set created_at = ${process.env.CONCORD_CLOCK!}::timestamptz - interval '1 hour'
    from cases c where c.id = m.case_id and 'HS-' || c.number = ${reference}`
  await Promise.all([
    phone.goto(`/desk/cases/${reference}`),
    desk.goto(`/desk/cases/${reference}`),
    customer.goto(`/cases/${reference}`),
  ])

  await test.step('agents see each other there, and their customer sees neither', async () => {
    await expect(phone.getByText(READING)).toBeVisible()
    await expect(desk.getByText('Hana Corvell is reading.')).toBeVisible()
    await expect(customer.getByText(/is (reading|writing)\./)).toHaveCount(0)
  })

  await test.step('both take it at the same instant: one has it, and both read who', async () => {
    const agents = [phone, desk]
    for (const page of agents) await tabTo(page, page.getByRole('button', { name: 'Take it' }))
    await Promise.all(agents.map((page) => page.keyboard.press('Enter')))
    for (const page of agents) await expect(page.getByText(/(Hana Corvell|Jonty Marlowe) has it/)).toBeVisible()
    const [row] = await sql<{ name: string }[]>`
      select u.name from cases c join users u on u.id = c.assignee_id where 'HS-' || c.number = ${reference}`
    for (const page of agents) await expect(page.getByText(`${row!.name} has it`)).toBeVisible()
    const taken = await sql`
      select from audit_entries e join cases c on c.id = e.case_id where 'HS-' || c.number = ${reference} and e.action = 'case.assigned'`
    expect(taken).toHaveLength(1)
  })
  return reference
}

test('two agents and their customer stand on one case, and each sees at once what the others do', async ({ browser }) => {
  const [phone, desk, customer] = await Promise.all([
    windowOf(browser, 'agent', PHONE),
    windowOf(browser, 'secondAgent'),
    windowOf(browser, 'requester'),
  ])
  const reference = await inQueueTurn(() => meetOnFreeCase(phone, desk, customer))

  await test.step('while both write, the customer does: both read it and keep their words, and neither answers past it', async () => {
    await toReply(phone)
    await phone.keyboard.type('Please restart the export.')
    await toReply(desk)
    await desk.keyboard.type('Which wave is it?')
    await expect(phone.getByText('Jonty Marlowe is writing.')).toBeVisible()
    await tabTo(customer, customer.getByRole('textbox', { name: 'Write a reply' }))
    await customer.keyboard.type('It is wave 9.')
    await press(customer, customer.getByRole('button', { name: 'Send reply' }))
    for (const page of [customer, desk, phone]) await expect(said(page, 'It is wave 9.')).toBeVisible()
    for (const page of [desk, phone]) {
      await expect(page.getByRole('alert').filter({ hasText: 'Mere Hollis wrote while you were writing' })).toBeVisible()
      await page.keyboard.press('Control+Enter')
      await expect(page.getByText(/Not sent: Mere Hollis wrote meanwhile/)).toBeVisible()
    }
    await expect(desk.getByRole('textbox', { name: 'Reply' })).toHaveValue('Which wave is it?')
    await expect(phone.getByRole('textbox', { name: 'Reply' })).toHaveValue('Please restart the export.')
    await expectAccessible(phone)
    await expectNoSidewaysScroll(phone)
  })

  await test.step('one answers, which the customer reads where they stand and the other before they send', async () => {
    await press(phone, phone.getByRole('button', { name: 'I have read it' }))
    await toReply(phone)
    await phone.keyboard.press('Control+Enter')
    for (const page of [customer, desk]) await expect(said(page, 'Please restart the export.')).toBeVisible()
    await expect(desk.getByRole('alert').filter({ hasText: 'Hana Corvell wrote while you were writing' })).toBeVisible()
    await expect(desk.getByRole('textbox', { name: 'Reply' })).toHaveValue('Which wave is it?')
    await expect(said(customer, 'Which wave is it?')).toHaveCount(0)
  })

  await test.step('it goes to the next region: a colleague reads the packet, the customer who carries on and nothing of ours', async () => {
    // Nobody has it for a moment, and other stories take what nobody has.
    await inQueueTurn(async () => {
      await press(desk, desk.getByRole('button', { name: 'Hand over…' }))
      const dialog = desk.getByRole('dialog', { name: 'Hand over to another region' })
      const region = dialog.getByRole('radio', { name: 'Europe, Middle East and Africa' })
      await expect(dialog).toBeVisible()
      for (let steps = 0; steps < 10 && !(await region.isChecked()); steps++) {
        if (steps === 0) await tabTo(desk, dialog.locator('input[type=radio]:checked, input[type=radio]').first())
        await desk.keyboard.press(steps === 0 ? 'Space' : 'ArrowDown')
      }
      await tabTo(desk, dialog.getByLabel('Next step'))
      await desk.keyboard.type('Ask for the log.')
      await press(desk, dialog.getByRole('button', { name: 'Hand over' }))
      await expect(dialog).toBeHidden()
      await expect(phone.getByText('Next step, from Asia Pacific to Europe, Middle East and Africa')).toBeVisible()
      await expect(phone.getByText('nobody has it')).toBeVisible()
    })
    await expect(customer.getByText('Our support in Europe, Middle East and Africa carries on with this case.')).toBeVisible()
    await expect(customer.getByText('Ask for the log.')).toHaveCount(0)
    await expectNoSidewaysScroll(phone)
  })

  await test.step('the customer says that it is solved, and both agents see it', async () => {
    await press(customer, customer.getByRole('button', { name: 'This is solved' }))
    for (const page of [phone, desk]) await expect(page.getByText(/Mere Hollis marked it as solved/).first()).toBeVisible()
    const [row] = await sql<{ status: string }[]>`select status from cases where 'HS-' || number = ${reference}`
    expect(row!.status).toBe('resolved')
    await expectAccessible(customer)
  })
})
