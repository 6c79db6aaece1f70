// What is refused beside a reply or a note is said where it was written, and read out.
import { expect, signIn, test } from '../fixtures'

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
