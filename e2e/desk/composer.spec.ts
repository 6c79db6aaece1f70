// What an answer does is said before it is sent; what is refused beside a reply or a note is said where it was written, and read out.
import { expect, expectAccessible, expectNoSidewaysScroll, mailTo, signIn, sql, test } from '../fixtures'
import { ownCase } from '../own-case'

for (const [mode, field] of [
  ['reply', 'Reply'],
  ['note', 'Internal note'],
] as const) {
  test(`a ${mode} without words is refused beside its field, and one that is too long too, whole`, async ({ page }) => {
    await signIn(page, 'servicesLead')
    await page.goto(`/desk/cases/HS-10045?write=${mode}`)
    const body = page.getByRole('textbox', { name: field })
    await body.fill('x'.repeat(50_001))
    await body.press('Control+Enter')
    await expect(page.getByRole('alert').filter({ hasText: '50,000' })).toBeVisible()
    await expect(body).toHaveValue(/^x{50001}$/)
    await body.fill('   ')
    await body.press('Control+Enter')
    await expect(page.getByRole('alert').filter({ hasText: 'Please write something first.' })).toBeVisible()
    await expect(body).toHaveAttribute('aria-invalid', 'true')
    await expect(body).toHaveAccessibleDescription('Please write something first.')
    await body.fill('')
  })
}

test('before it is sent an agent reads what the customer will, and a case that nobody has is theirs with the answer', async ({
  page,
}) => {
  const reference = await ownCase('Composer story: whose case it is')
  await signIn(page, 'agent')
  await page.goto(`/desk/cases/${reference}`)
  const keeps = page.getByRole('button', { name: 'Send, keep open' })
  const words = 'Hana Corvell has answered. We keep working on it, and write whenever something changes.'
  await expect(page.getByText(`Customer reads: “${words}”`)).toBeVisible()
  await expect(keeps).toHaveAccessibleDescription(`Customer reads: “${words}”`)
  await expect(keeps).toContainText('↵')
  await page.getByRole('button', { name: 'Send, wait on customer' }).focus()
  await expect(page.getByText(/Customer reads: “Hana Corvell needs an answer from you\./)).toBeVisible()
  await expect(page.getByText(`Customer reads: “${words}”`)).toBeHidden()
  await expect(page.getByRole('checkbox', { name: 'Take the case' })).toBeChecked()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await expectNoSidewaysScroll(page)
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.getByRole('textbox', { name: 'Reply' }).fill('We have found the cause and test the mending now.')
  await page.getByRole('textbox', { name: 'Reply' }).press('Control+Enter')
  await expect(page.getByText('Sent. The case stays open.')).toBeVisible()
  await expect(page.getByText('Hana Corvell has it')).toBeVisible()
  await expect(page.getByRole('checkbox', { name: /Take the case/ })).toHaveCount(0)
  const { text } = await mailTo('requester', new RegExp(reference), 'We have found the cause')
  expect(text.replace(/\s+/g, ' ')).toContain('Hana Corvell has answered')
  expect(text.replace(/\s+/g, ' ')).toContain('We keep working on it, and write whenever something changes.')
  const [row] = await sql`select status from cases where 'HS-' || number = ${reference}`
  expect(row!.status).toBe('open')
})
