// The support policy as a customer reads it.
import { expect, signIn, test } from '../fixtures'

test('the policy speaks in the name of who runs this installation', async ({ page }) => {
  await signIn(page, 'requester')
  await page.goto('/policy')
  await expect(page.getByText(/^At Harmoni Support we are committed to/)).toBeVisible()
  await expect(page.getByText(/by sending us an e-mail to support@harmoni\.example/)).toBeVisible()
  await expect(page.getByText(/Infotools/i)).toHaveCount(0)
})
