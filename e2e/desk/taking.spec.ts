// Journey of three regions: two agents never get the same case, a case goes to the next region with what it must know, a shift ends
// cleanly, and a customer knows who looks after them while somebody is away.
import type { Page } from '@playwright/test'
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, sql, toReply } from '../fixtures'
import { ownCase } from '../own-case'
import { test } from '../queue-turn'

const CASE = /\/desk\/cases\/HS-\d+$/
const referenceOf = (page: Page) => new URL(page.url()).pathname.split('/').at(-1)!

/** A case of the demo that nobody has: one that was opened since then is another story's. */
async function freeCase(region: string): Promise<string> {
  const [found] = await sql<{ reference: string }[]>`
    select 'HS-' || number as reference from cases
    where region_code = ${region} and status = 'new' and opened_at < ${process.env.CONCORD_CLOCK!}::timestamptz
      and next_due_at > ${process.env.CONCORD_CLOCK!}::timestamptz order by next_due_at desc limit 1`
  await sql`update cases set assignee_id = null where 'HS-' || number = ${found!.reference}`
  return found!.reference
}

test('two agents press n at the same instant and get different cases, by keyboard alone', async ({ page, browser }) => {
  await sql`update cases set assignee_id = null where region_code = 'APAC' and status in ('new', 'open')`
  const other = await (await browser.newContext()).newPage()
  await Promise.all([signIn(page, 'agent'), signIn(other, 'secondAgent')])
  await Promise.all([page.goto('/desk'), other.goto('/desk')])
  await Promise.all([page.keyboard.press('n'), other.keyboard.press('n')])
  await Promise.all([expect(page).toHaveURL(CASE), expect(other).toHaveURL(CASE)])
  expect(referenceOf(page)).not.toBe(referenceOf(other))
  await expect(page.getByText('Hana Corvell has it')).toBeVisible()
  await expect(other.getByText('Jonty Marlowe has it')).toBeVisible()
})

test('a case that somebody was faster with is not taken from them', async ({ page, browser }) => {
  const reference = await freeCase('APAC')
  const other = await (await browser.newContext()).newPage()
  await Promise.all([signIn(page, 'agent'), signIn(other, 'secondAgent')])
  await Promise.all([page.goto(`/desk/cases/${reference}`), other.goto(`/desk/cases/${reference}`)])
  await Promise.all([page, other].map((each) => each.getByRole('button', { name: 'Take it' }).click()))
  await expect(page.getByText(/(Hana Corvell|Jonty Marlowe) has it/)).toBeVisible()
  const [row] = await sql<{ name: string }[]>`
    select u.name from cases c join users u on u.id = c.assignee_id where 'HS-' || c.number = ${reference}`
  await expect(page.getByText(`${row!.name} has it`)).toBeVisible()
  await expect(other.getByText(`${row!.name} has it`)).toBeVisible()
})

test('a hand-over reaches the other region live, stands on top until they have it, and the ledger keeps the time', async ({
  page,
  browser,
}) => {
  const reference = await freeCase('APAC')
  const colleague = await (await browser.newContext()).newPage()
  await Promise.all([signIn(page, 'agent'), signIn(colleague, 'emeaAgent')])
  await Promise.all([page.goto(`/desk/cases/${reference}`), colleague.goto(`/desk/cases/${reference}`)])
  await page.getByRole('button', { name: 'Hand over…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Hand over to another region' })
  await dialog.getByRole('radio', { name: 'Europe, Middle East and Africa' }).check()
  await dialog.getByRole('button', { name: 'Hand over' }).click()
  await dialog.getByLabel('Next step').fill('Ask for the log of the second export.')
  await dialog.getByRole('button', { name: 'Hand over' }).click()
  await expect(dialog).toBeHidden()

  await expect(colleague.getByText('Next step, from Asia Pacific to Europe, Middle East and Africa')).toBeVisible()
  await expect(colleague.getByText('Ask for the log of the second export.').first()).toBeVisible()
  await expect(colleague.getByText(/Hana Corvell handed it over from Asia Pacific/)).toBeVisible()
  const [clock] = await sql<{ segments: { calendarId: string }[] }[]>`
    select k.segments from sla_clocks k join cases c on c.id = k.case_id where 'HS-' || c.number = ${reference} and k.ended_at is null`
  expect(clock!.segments.map(({ calendarId }) => calendarId)).toEqual(['APAC-1', 'EMEA-1'])
  await colleague.getByRole('button', { name: 'We have it' }).click()
  await expect(page.getByText('Next step, from Asia Pacific to Europe, Middle East and Africa')).toBeHidden()
  await expect(colleague.getByRole('article', { name: /Internal note/ }).filter({ hasText: 'Handed over from' })).toBeVisible()
})

test('an answer is sent and the next case is there, taken, by keyboard alone; this browser remembers the choice', async ({
  page,
}) => {
  const first = await ownCase('Taking story: the one that is answered')
  await ownCase('Taking story: the one after it')
  await signIn(page, 'agent')
  await page.goto(`/desk/cases/${first}`)
  const andNext = page.getByRole('checkbox', { name: 'Then the next case' })
  await expect(andNext).not.toBeChecked()
  await andNext.press('Space')
  await toReply(page)
  await page.keyboard.type('We have mended it.')
  await page.keyboard.press('Control+Enter')
  await expect(page).not.toHaveURL(new RegExp(first))
  await expect(page).toHaveURL(CASE)
  await expect(page.getByText('Hana Corvell has it')).toBeVisible()
  await expect(andNext).toBeChecked()
  const [answered] = await sql`
    select from case_messages m join cases c on c.id = m.case_id where 'HS-' || c.number = ${first} and m.body = 'We have mended it.'`
  expect(answered).toBeDefined()
})

test('the end of a shift shows what nobody has, gives it on in place, and says when nothing is left', async ({ page }) => {
  const reference = await freeCase('AMER')
  await signIn(page, 'agent')
  await page.goto('/desk/shift-end?region=AMER')
  await expect(page.getByRole('rowheader', { name: /^Nobody has it/ })).toBeVisible()
  await page.getByRole('checkbox', { name: `Select ${reference}` }).check()
  await page.getByRole('button', { name: 'Hand over…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Region').selectOption('EMEA')
  await dialog.getByLabel('Next step').fill('Look at it in your morning.')
  await dialog.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('button', { name: 'Do it for 1 case' }).click()
  await expect(page.getByText('The case is done')).toBeVisible()
  await page.goto('/desk/shift-end?region=AMER')
  await expect(page.getByRole('checkbox', { name: `Select ${reference}` })).toHaveCount(0)

  await sql`update cases set assignee_id = (select user_id from staff_members limit 1), next_due_at = next_due_at + interval '60 days'
    where region_code = 'AMER' and status in ('new', 'open', 'waiting', 'with_account_manager')`
  await page.reload()
  await expect(page.getByRole('heading', { name: 'A clean queue' })).toBeVisible()
  await expectAccessible(page)
})

test('when nothing is left to take, a sentence says so and when the next region opens', async ({ page }) => {
  await sql`update cases set assignee_id = (select user_id from staff_members limit 1)
    where assignee_id is null and status in ('new', 'open', 'waiting')`
  await signIn(page, 'agent')
  await page.goto('/desk')
  await page.getByRole('button', { name: 'Next case' }).click()
  await expect(page.getByText('Nothing is left to take')).toBeVisible()
  await expect(page.getByText(/Next, .* opens/).first()).toBeVisible()
  await expectAccessible(page)
})

test('somebody enters hours and leave, and the team sees it', async ({ page }) => {
  await signIn(page, 'secondAgent')
  await page.goto('/desk/profile')
  const hours = page.getByRole('form', { name: 'Working hours' })
  await expect(hours.getByLabel('Friday, to')).toHaveValue('17:30')
  await hours.getByLabel('Friday, to').fill('08:00')
  await hours.getByRole('button', { name: 'Save the hours' }).click()
  await expect(hours.getByText('The end must be after the beginning.').last()).toBeVisible()
  await hours.getByLabel('Friday, to').fill('12:00')
  await hours.getByRole('button', { name: 'Save the hours' }).click()
  await expect(hours.getByText('Saved. Your region sees it at once.')).toBeVisible()
  const leave = page.getByRole('form', { name: 'Leave' })
  await leave.getByLabel('First day away').fill('2027-03-01')
  await leave.getByLabel('Back on').fill('2027-03-08')
  await leave.getByRole('button', { name: 'Enter the leave' }).click()
  await expect(page.getByText(/Mon 1 Mar 2027 until Mon 8 Mar 2027/)).toBeVisible()
  await page.goto('/desk/shifts')
  await expect(page.getByRole('link', { name: 'Jonty Marlowe' })).toBeVisible()
  await expect(page.getByText(/^Away until/)).toBeVisible()
})

test('a customer sees who looks after them while their account manager is away', async ({ page }) => {
  await signIn(page, 'customerOfAbsentCsm')
  await page.goto('/')
  await expect(page.getByText(/Marisol Quennell is away until .*; Tobin Ashgrove looks after you\./)).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('the next case is one thumb away, and a hand-over two', async ({ page }) => {
    await ownCase('Taking story: for whoever comes first')
    await signIn(page, 'agent')
    await page.goto('/desk')
    await page.getByRole('button', { name: 'Next case' }).click()
    await expect(page).toHaveURL(CASE)
    await page.getByRole('button', { name: 'More for this case' }).click()
    await page.getByRole('button', { name: 'Hand over…' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
  })
})
