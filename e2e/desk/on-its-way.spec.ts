// What is on its way says so, and what did not arrive offers another try.
import type { Page, Request } from '@playwright/test'
import { expect, expectAccessible, signIn, test } from '../fixtures'

/** Stands before what the router asks for: shut until it is opened, as often as wanted. */
async function gateOf(page: Page): Promise<{ shut: () => void; open: () => void }> {
  let passed = Promise.resolve()
  let open = () => {}
  await page.route('**', async (route) => {
    if (!isOfRouter(route.request())) return route.fallback()
    await passed
    await route.continue()
  })
  return { shut: () => (passed = new Promise((resolve) => (open = resolve))), open: () => open() }
}

const isOfRouter = (request: Request) => request.method() === 'GET' && request.headers().rsc !== undefined

async function expectOnItsWay(page: Page, isIt: boolean): Promise<void> {
  if (isIt) {
    await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'true')
    await expect(page.locator('.on-its-way')).toHaveCSS('opacity', '1')
    await expect(page.getByText('Loading', { exact: true })).toBeAttached()
  } else {
    await expect(page.locator('.on-its-way')).toHaveCount(0)
    await expect(page.getByRole('main')).not.toHaveAttribute('aria-busy')
    await expect(page.getByText('Loading', { exact: true })).toHaveCount(0)
  }
}

test('a page that is on its way says so, by a filter, a tab and a link, and one that was there says nothing', async ({
  page,
}) => {
  await signIn(page, 'agent')
  await page.goto('/desk?view=all')
  const gate = await gateOf(page)
  const side = page.getByRole('navigation', { name: 'Desk' })
  const ways: (readonly [go: () => Promise<unknown>, there: RegExp])[] = [
    [() => page.getByRole('combobox', { name: 'Level' }).selectOption('2'), /severity=2/],
    [() => side.getByRole('link', { name: /^Unassigned/ }).click(), /view=unassigned/],
    [() => page.locator('main a[href^="/desk/cases/"]').first().click(), /cases\/HS-\d+$/],
    [() => side.getByRole('link', { name: 'Articles' }).click(), /knowledge/],
  ]
  for (const [go, there] of ways) {
    gate.shut()
    await go()
    await expectOnItsWay(page, true)
    gate.open()
    await expect(page).toHaveURL(there)
    await expectOnItsWay(page, false)
  }
  await page.goBack()
  await expect(page).toHaveURL(/cases\/HS-\d+$/)
  await expectOnItsWay(page, false)
})

test('a search that fails in the palette can be tried again, and one that finds nothing says so', async ({ page }) => {
  await signIn(page, 'agent')
  await page.goto('/desk')
  // In a narrow window, where the bar with its keys is put away.
  await page.setViewportSize({ width: 390, height: 844 })
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Find anything' })
  await page.route('**/api/palette?*', (route) => route.abort(), { times: 1 })
  await palette.getByRole('combobox').fill('Tui Whenua')
  await expect(palette.getByText('The desk could not be searched just now.')).toBeVisible()
  await expectAccessible(page)
  await palette.getByRole('button', { name: 'Try again' }).click()
  await expect(palette.getByRole('option', { name: /Tui Whenua/ }).first()).toBeVisible()
  await palette.getByRole('combobox').fill('zzyzx')
  await expect(palette.getByText('No case, person or organisation goes by that.')).toBeVisible()
})

test('a form whose sending gets lost says so, keeps what was typed, and is sent by the next press', async ({ page }) => {
  await signIn(page, 'agent')
  await page.goto('/desk/macros/new')
  await page.getByLabel('Name', { exact: true }).fill('Lost on the way')
  await page.getByRole('textbox', { name: 'Reply' }).fill('It is on its way to you.')
  await page.route('**/desk/macros/new', (route) => (route.request().method() === 'POST' ? route.abort() : route.fallback()), {
    times: 1,
  })
  await page.getByRole('button', { name: 'Save macro' }).click()
  await expect(page.getByText(/^We could not be reached/)).toBeVisible()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Lost on the way')
  await expect(page.getByRole('textbox', { name: 'Reply' })).toHaveValue('It is on its way to you.')
  await page.getByRole('button', { name: 'Save macro' }).click()
  await expect(page).toHaveURL(/\/desk\/macros$/)
  await expect(page.getByText('Lost on the way')).toBeVisible()
})

test('a page that broke off on its way can be tried again, or left', async ({ page }) => {
  await signIn(page, 'agent')
  await page.goto('/desk')
  await page.route(
    '**/desk/tags?*',
    async (route) => {
      const answer = await route.fetch()
      const whole = await answer.text()
      await route.fulfill({ response: answer, body: whole.slice(0, Math.floor(whole.length * 0.6)) })
    },
    { times: 1 },
  )
  await page.getByRole('navigation', { name: 'Desk' }).getByRole('link', { name: 'Tags' }).click()
  await expect(page.getByRole('heading', { name: 'This page could not be shown' })).toBeVisible()
  await expectAccessible(page)
  await expect(page.getByRole('link', { name: 'Go to the queue' })).toHaveAttribute('href', '/desk')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'Tags', level: 1 })).toBeVisible()
})
