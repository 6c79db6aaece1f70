// A customer shows what is wrong: a pasted screenshot, a dropped file, a recording; one is cancelled, one fails and is tried
// again. An agent looks at them and puts a file on a note, which no customer ever gets.
import type { Browser, Locator, Page } from '@playwright/test'
import sharp from 'sharp'
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, sql, test } from '../fixtures'

type Sent = { name: string; type: string; bytes: Buffer }

const picture = async (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer()

/** What a browser does when files are pasted into or dropped on an element. */
async function give(target: Locator, how: 'paste' | 'drop', files: Sent[]): Promise<void> {
  const given = files.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString('base64') }))
  await target.evaluate(
    (element, { how, given }) => {
      const transfer = new DataTransfer()
      for (const { name, type, base64 } of given) {
        transfer.items.add(new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], name, { type }))
      }
      const event =
        how === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })
      element.dispatchEvent(event)
    },
    { how, given },
  )
}

/** A short recording that this browser can play: it makes it itself. */
async function recording(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 90 })
    const pen = canvas.getContext('2d')!
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' })
    const parts: Blob[] = []
    recorder.ondataavailable = (event) => parts.push(event.data)
    const ended = new Promise((resolve) => (recorder.onstop = resolve))
    recorder.start()
    for (let frame = 0; frame < 25; frame++) {
      pen.fillStyle = `hsl(${frame * 14} 60% 50%)`
      pen.fillRect(0, 0, 160, 90)
      await new Promise(requestAnimationFrame)
    }
    recorder.stop()
    await ended
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  })
  return Buffer.from(base64, 'base64')
}

async function fillForm(page: Page, subject: string): Promise<Locator> {
  await page.goto('/cases/new')
  await page.getByRole('radio', { name: 'Something is not working' }).check()
  await page.getByLabel('Summary').fill(subject)
  await page.getByRole('radio', { name: /A major function fails/ }).check()
  await page.getByRole('radio', { name: 'Yes, for a while' }).check()
  const words = page.getByLabel('What happened, step by step?')
  await words.fill('1. Open the story\n2. Export\n3. See the picture')
  return words
}

const referenceOf = (page: Page) => /HS-\d+/.exec(page.url())![0]
const row = (page: Page, name: string | RegExp) =>
  page.getByRole('list', { name: 'Files to send' }).getByRole('listitem').filter({ hasText: name })

/** The previews are made by a job: the page shows them once it is read again. */
async function untilPreviewed(page: Page, thumb: Locator): Promise<void> {
  await expect(async () => {
    await page.reload()
    await expect(thumb).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 40_000 })
}

async function deskOf(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext({ timezoneId: 'Pacific/Auckland', locale: 'en-GB' })).newPage()
  await signIn(page, 'agent')
  return page
}

// Both files of stories send more in a minute than one person may.
test.beforeEach(async () => {
  await sql`delete from rate_limits where key like 'upload%'`
})

test('a customer pastes, drops, cancels and retries; an agent looks, and keeps a file to staff', async ({ page, browser }) => {
  await signIn(page, 'requester')
  const words = await fillForm(page, 'The exported chart has no base sizes')

  await give(words, 'paste', [{ name: 'image.png', type: 'image/png', bytes: await picture(900, 500, '#0e6655') }])
  const screenshot = row(page, /Screenshot .*\.png/)
  await expect(screenshot.getByText('Ready')).toBeVisible()
  await give(words, 'drop', [{ name: 'browser.log', type: 'text/plain', bytes: Buffer.from('error at line 7\n') }])
  await expect(row(page, 'browser.log').getByText('Ready')).toBeVisible()

  // One that hangs is cancelled; the form waits for it until then.
  await page.route(/name=slow\.bin/, () => undefined)
  await give(words, 'drop', [{ name: 'slow.bin', type: '', bytes: Buffer.alloc(2_000) }])
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByText('slow.bin is still on its way. Send once it is there, or cancel it.')).toBeVisible()
  await expect(page).toHaveURL(/\/cases\/new/)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Cancel slow.bin' }).click()
  await expect(row(page, 'slow.bin')).toHaveCount(0)

  // One whose connection breaks is tried again, and arrives.
  let attempts = 0
  await page.route(/name=steps\.webm/, (route) => (attempts++ === 0 ? route.abort() : route.continue()))
  await give(words, 'drop', [{ name: 'steps.webm', type: 'video/webm', bytes: await recording(page) }])
  await expect(row(page, 'steps.webm').getByText(/^Connection lost/)).toBeVisible()
  await row(page, 'steps.webm').getByRole('button', { name: 'Try again' }).click()
  await expect(row(page, 'steps.webm').getByText('Ready')).toBeVisible()

  // A reload loses nothing that had arrived.
  await expect(page.getByText('Draft saved')).toBeVisible()
  await page.reload()
  for (const name of [/Screenshot/, 'browser.log', 'steps.webm']) await expect(row(page, name).getByText('Ready')).toBeVisible()

  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page).toHaveURL(/\/cases\/HS-\d+/)
  const reference = referenceOf(page)
  await page.goto(`/cases/${reference}`)
  const thumb = page.getByRole('link', { name: /^Show Screenshot .*, PNG picture,/ })
  await untilPreviewed(page, thumb)
  await expectAccessible(page)

  // The viewer, with the keyboard alone.
  await thumb.focus()
  await page.keyboard.press('Enter')
  const viewer = page.getByRole('dialog')
  await expect(viewer.getByRole('img', { name: /Screenshot/ })).toBeVisible()
  await expect.poll(() => viewer.getByRole('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(900)
  await expectAccessible(page)
  await page.keyboard.press('ArrowRight')
  await expect(viewer.getByRole('heading', { name: 'steps.webm' })).toBeVisible()
  const video = viewer.locator('video')
  await expect.poll(() => video.evaluate((player: HTMLVideoElement) => player.readyState)).toBeGreaterThanOrEqual(2)
  await video.evaluate(async (player: HTMLVideoElement) => {
    player.muted = true
    await player.play()
  })
  await expect.poll(() => video.evaluate((player: HTMLVideoElement) => player.currentTime)).toBeGreaterThan(0)
  await page.keyboard.press('Escape')
  await expect(viewer).toBeHidden()
  await expect(thumb).toBeFocused()

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download browser.log log file, 16 bytes' }).click()
  expect((await download).suggestedFilename()).toBe('browser.log')

  const desk = await deskOf(browser)
  await desk.goto(`/desk/cases/${reference}`)
  await desk.getByRole('link', { name: /^Show Screenshot/ }).click()
  await expect(desk.getByRole('dialog').getByRole('img')).toBeVisible()
  await desk.keyboard.press('Escape')
  await expect(desk.getByRole('dialog')).toHaveCount(0)
  await desk.keyboard.press('n')
  const note = desk.getByRole('textbox', { name: 'Internal note' })
  await note.fill('Their licence server, seen from inside.')
  await give(note, 'paste', [{ name: 'inside.png', type: 'image/png', bytes: await picture(300, 200, '#8a5a00') }])
  await expect(row(desk, 'inside.png').getByText('Ready')).toBeVisible()
  await desk.getByRole('button', { name: 'Save note' }).click()
  await expect(desk.getByText('Note saved. Only staff can read it.')).toBeVisible()
  const secret = desk.getByRole('link', { name: /^Show inside\.png/ })
  await untilPreviewed(desk, secret)
  const address = (await secret.getAttribute('href'))!.replace('/large', '')

  await page.reload()
  await expect(page.getByText('inside.png')).toHaveCount(0)
  for (const path of [address, `${address}/thumb`, `${address}/large`]) expect((await page.request.get(path)).status()).toBe(404)
  expect((await desk.request.get(address)).status()).toBe(200)
  await desk.context().close()
})

test('a reply carries a screenshot, on a phone too', async ({ page }) => {
  await signIn(page, 'requester')
  await fillForm(page, 'A picture says more')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page).toHaveURL(/\/cases\/HS-\d+/)
  await page.setViewportSize({ width: 390, height: 844 })
  const reply = page.getByRole('textbox', { name: /reply/i })
  await reply.fill('Here it is.')
  await page.locator('form[aria-label="Reply"] input[type=file]').setInputFiles([
    {
      name: 'a-rather-long-name-of-a-picture-from-a-phone-2026-11-24-10-00-00.png',
      mimeType: 'image/png',
      buffer: await picture(1_200, 2_000, '#1f5fa8'),
    },
    { name: 'numbers.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') },
  ])
  // One that is still on its way holds the reply back.
  for (const name of ['a-rather-long', 'numbers.csv']) await expect(row(page, name).getByText('Ready')).toBeVisible()
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: 'Send reply' }).click()
  await expect(page.getByText('Your reply is with us.')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Files to send' })).toHaveCount(0)
  const thumb = page.getByRole('link', { name: /^Show a-rather-long/ })
  await untilPreviewed(page, thumb)
  await expect(page.getByRole('link', { name: /^Download numbers\.csv CSV table/ })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await thumb.click()
  await expect(page.getByRole('dialog').getByRole('img')).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('what is too large is said before it is sent', async ({ page }) => {
  await signIn(page, 'requester')
  await page.goto('/cases/new')
  await page.locator('input[type=file]').evaluate((input: HTMLInputElement) => {
    const transfer = new DataTransfer()
    const file = new File(['x'], 'film.mp4', { type: 'video/mp4' })
    Object.defineProperty(file, 'size', { value: 200_000_001 })
    transfer.items.add(file)
    Object.defineProperty(input, 'files', { value: [file] })
    input.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await expect(row(page, 'film.mp4').getByText('Larger than 200 MB. Make it shorter or smaller.')).toBeVisible()
  await page.getByRole('button', { name: 'Remove film.mp4' }).click()
  await expect(row(page, 'film.mp4')).toHaveCount(0)
})
