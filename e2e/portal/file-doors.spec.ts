// Uploads and downloads over HTTP, on the product's own build: what is stored is what was sent, and what is served runs nothing.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { renameSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import type { APIRequestContext } from '@playwright/test'
import { expect, signInRequest, sql, test, type PersonKey } from '../fixtures'

const ORIGIN = new URL(process.env.BASE_URL!).origin

type Put = { status: number; title: string }

/** Sends a file as a browser's script does, with the cookies of the context. */
async function put(
  request: APIRequestContext,
  id: string,
  bytes: Buffer,
  headers: Record<string, string> = {},
  name = 'x.bin',
): Promise<Put> {
  const answer = await request.put(`/api/uploads/${id}?name=${encodeURIComponent(name)}`, {
    data: bytes,
    headers: { origin: ORIGIN, 'content-type': 'application/octet-stream', ...headers },
    timeout: 60_000,
  })
  const said = (await answer.json()) as { title?: string }
  return { status: answer.status(), title: said.title ?? '' }
}

async function cookieOf(request: APIRequestContext): Promise<string> {
  const { cookies } = await request.storageState()
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

/** What a program sends that minds no rule: these headers, these bytes, and then nothing. */
function raw(path: string, headers: Record<string, string | number>, bytes: Buffer): Promise<number> {
  return new Promise((resolve) => {
    const sent = httpRequest(
      ORIGIN + path,
      { method: 'PUT', headers: { origin: ORIGIN, ...headers }, agent: false },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
        sent.destroy()
      },
    )
    sent.once('error', () => resolve(0))
    sent.write(bytes)
  })
}

const uploadsOf = (id: string) => sql<{ sha256: string; size: string }[]>`select sha256, size::text from uploads where id = ${id}`

/** Hangs an upload on the first message of a case of the person, and answers with nothing but its row. */
async function hang(id: string, on: 'message' | 'note' = 'message'): Promise<void> {
  const words = on === 'message' ? sql`case_messages` : sql`case_notes`
  await sql`
    with taken as (delete from uploads where id = ${id} returning *), place as (
      select w.organisation_id, w.case_id, w.id from ${words} w join cases c on c.id = w.case_id join users u on u.id = c.requester_id
      where u.email = 'mere.hollis@tuiwhenua.example' order by w.created_at limit 1)
    insert into attachments (organisation_id, id, case_id, message_id, note_id, position, uploader_id, storage_key, name, media_type, size, sha256, preview, created_at)
    select p.organisation_id, t.id, p.case_id, ${on === 'message' ? sql`p.id` : null}, ${on === 'note' ? sql`p.id` : null}, 1, t.uploader_id, t.storage_key, t.name,
      t.media_type, t.size, t.sha256, t.preview, t.created_at from taken t, place p`
}

async function sentAndHung(request: APIRequestContext, bytes: Buffer, name: string): Promise<string> {
  const id = randomUUID()
  expect((await put(request, id, bytes, {}, name)).status).toBe(200)
  await hang(id)
  return id
}

// Both files of stories send more in a minute than one person may.
test.beforeEach(async () => {
  await sql`delete from rate_limits where key like 'upload%'`
})

test.describe('uploads', () => {
  for (const size of [0, 10_485_760, 10_485_761, 12_000_000, 25_000_000]) {
    test(`AB-054, INV-9: ${size} random bytes are stored as they were sent`, async ({ request }) => {
      await signInRequest(request, 'requester')
      const [id, bytes] = [randomUUID(), randomBytes(size)]
      const sha256 = createHash('sha256').update(bytes)
      const digest = sha256.copy().digest('base64')
      expect((await put(request, id, bytes, { 'repr-digest': `sha-256=:${digest}:` })).status).toBe(200)
      expect(await uploadsOf(id)).toEqual([{ sha256: sha256.digest('hex'), size: String(size) }])
      await request.delete(`/api/uploads/${id}`, { headers: { origin: ORIGIN } })
    })
  }

  test('AB-043, AB-045, AB-054: packed, multipart, of no length, too large and damaged bodies are refused and leave nothing', async ({
    request,
  }) => {
    await signInRequest(request, 'requester')
    const cookie = await cookieOf(request)
    const path = () => `/api/uploads/${randomUUID()}?name=x`
    const before = (await sql`select id from uploads`).length
    expect(await raw(path(), { cookie, 'content-encoding': 'gzip', 'content-length': 10 }, randomBytes(10))).toBe(415)
    expect(
      await raw(path(), { cookie, 'content-type': 'multipart/form-data; boundary=x', 'content-length': 10 }, randomBytes(10)),
    ).toBe(415)
    expect(await raw(path(), { cookie, 'transfer-encoding': 'chunked' }, randomBytes(10))).toBe(411)
    expect(await raw(path(), { cookie, 'content-length': 200_000_001 }, randomBytes(10))).toBe(413)
    expect(await raw(path(), { cookie, 'content-length': 1_000_000_000 }, randomBytes(10))).toBe(413)
    const damaged = await put(request, randomUUID(), Buffer.from('hello'), {
      'repr-digest': `sha-256=:${createHash('sha256').update('other').digest('base64')}:`,
    })
    expect(damaged).toEqual({ status: 422, title: 'The file was damaged on its way. Try again.' })
    expect((await sql`select id from uploads`).length).toBe(before)
  })

  test('AB-003, AB-004, AB-019: nobody, a foreign page and somebody else are refused', async ({ request, playwright }) => {
    const id = randomUUID()
    expect(await raw(`/api/uploads/${id}`, { 'content-length': 1 }, Buffer.from('x'))).toBe(401)
    await signInRequest(request, 'requester')
    const cookie = await cookieOf(request)
    expect(
      await raw(`/api/uploads/${id}`, { cookie, origin: 'https://evil.example', 'content-length': 1 }, Buffer.from('x')),
    ).toBe(403)
    expect((await put(request, id, Buffer.from('x'))).status).toBe(200)
    const foreign = await playwright.request.newContext({ baseURL: ORIGIN })
    await signInRequest(foreign, 'foreignMember')
    expect((await put(foreign, id, Buffer.from('y'))).status).toBe(404)
    expect((await foreign.delete(`/api/uploads/${id}`, { headers: { origin: ORIGIN } })).status()).toBe(404)
    expect(await (await foreign.get(`/api/uploads?id=${id}`)).json()).toEqual([])
    expect(await (await request.get(`/api/uploads?id=${id}`)).json()).toEqual([{ id, name: 'x.bin', size: 1, kind: 'other' }])
    await foreign.dispose()
  })
})

test.describe('downloads', () => {
  const HOSTILE: [name: string, text: string][] = [
    ['picture.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'],
    ['page.html', '<!doctype html><script>alert(1)</script>'],
    ['page.xhtml', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'],
    ['sheet.xml', '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="#"?><x/>'],
    ['archive.mhtml', 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x'],
    ['paper.pdf', '%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>'],
    ['code.js', 'alert(1)'],
    ['code.wasm', '\0asm\x01\0\0\0'],
    ['picture.png', '<!doctype html><script>alert(1)</script>'],
    ['image/png" onerror="alert(1)', 'x'],
  ]
  for (const [name, text] of HOSTILE) {
    test(`AB-038, AB-039: ${name} is only ever saved`, async ({ request }) => {
      await signInRequest(request, 'requester')
      const id = await sentAndHung(request, Buffer.from(text, 'latin1'), name)
      for (const path of [`/api/files/${id}`, `/api/files/${id}?play`]) {
        const answer = await request.get(path)
        const headers = answer.headers()
        expect(answer.status()).toBe(200)
        expect(headers['content-type']).toBe('application/octet-stream')
        expect(headers['content-disposition']).toMatch(/^attachment; filename="[^"]+"; filename\*=UTF-8''[^"]+$/)
        expect(headers['content-security-policy']).toBe("sandbox; default-src 'none'")
        expect(headers['x-content-type-options']).toBe('nosniff')
        expect(headers['cache-control']).toBe('private, no-store')
        expect(headers['cross-origin-resource-policy']).toBe('same-origin')
      }
      expect((await request.get(`/api/files/${id}/large`)).status()).toBe(404)
    })
  }

  test('a video is played in parts, and asked for again only when it changed', async ({ request }) => {
    await signInRequest(request, 'requester')
    const bytes = Buffer.concat([Buffer.from('\0\0\0\x20ftypisom', 'latin1'), randomBytes(100_000)])
    const id = await sentAndHung(request, bytes, 'steps.mp4')
    const path = `/api/files/${id}?play`
    const whole = await request.get(path)
    expect(whole.headers()).toMatchObject({ 'content-type': 'video/mp4', 'accept-ranges': 'bytes' })
    expect(whole.headers()['content-disposition']).toMatch(/^inline/)
    expect(Buffer.compare(await whole.body(), bytes)).toBe(0)
    const part = await request.get(path, { headers: { range: 'bytes=1000-1999' } })
    expect(part.status()).toBe(206)
    expect(part.headers()['content-range']).toBe('bytes 1000-1999/100012')
    expect(Buffer.compare(await part.body(), bytes.subarray(1_000, 2_000))).toBe(0)
    expect((await request.get(path, { headers: { range: 'bytes=200000-' } })).status()).toBe(416)
    const changed = await request.get(path, { headers: { range: 'bytes=0-9', 'if-range': '"another"' } })
    expect(changed.status()).toBe(200)
  })

  test('AB-002, AB-003: nobody, a colleague and another organisation find no file, and no customer one of a note', async ({
    request,
    playwright,
  }) => {
    await signInRequest(request, 'requester')
    const open = await sentAndHung(request, Buffer.from('x'), 'a.txt')
    const agent = await playwright.request.newContext({ baseURL: ORIGIN })
    await signInRequest(agent, 'agent')
    const secret = randomUUID()
    await sql`insert into case_notes (organisation_id, id, case_id, author_id, body, created_at)
      select c.organisation_id, ${randomUUID()}, c.id, s.user_id, 'n', c.opened_at from cases c join users u on u.id = c.requester_id, staff_members s
      where u.email = 'mere.hollis@tuiwhenua.example' limit 1`
    expect((await put(agent, secret, Buffer.from('x'))).status).toBe(200)
    await hang(secret, 'note')
    expect((await agent.get(`/api/files/${secret}`)).status()).toBe(200)
    const visitors: [PersonKey | null, number][] = [
      [null, 401],
      ['colleague', 404],
      ['foreignMember', 404],
      ['foreignAdministrator', 404],
    ]
    for (const [person, status] of visitors) {
      const visitor = await playwright.request.newContext({ baseURL: ORIGIN })
      if (person) await signInRequest(visitor, person)
      expect((await visitor.get(`/api/files/${open}`)).status(), String(person)).toBe(status)
      await visitor.dispose()
    }
    for (const id of [secret, randomUUID()]) expect((await request.get(`/api/files/${id}`)).status()).toBe(404)
    await agent.dispose()
  })

  test('FT-18: a file that vanished is answered with 410, and its case says so until it is back', async ({ page }) => {
    await signInRequest(page.request, 'requester')
    const id = await sentAndHung(page.request, Buffer.from('x'), 'vanished.txt')
    const [row] = await sql<{ key: string; number: number }[]>`
      select f.storage_key as key, c.number from attachments f join cases c on c.id = f.case_id where f.id = ${id}`
    const path = join(process.env.FILES_FOLDER!, 'stored', row!.key)
    renameSync(path, `${path}.lost`)
    expect((await page.request.get(`/api/files/${id}`)).status()).toBe(410)
    await page.goto(`/cases/HS-${row!.number}`)
    await expect(page.getByRole('listitem').filter({ hasText: 'vanished.txt' }).getByText('Lost by our storage')).toBeVisible()
    renameSync(`${path}.lost`, path)
    expect((await page.request.get(`/api/files/${id}`)).status()).toBe(200)
    await page.reload()
    await expect(page.getByText('Lost by our storage')).toHaveCount(0)
  })

  test('AB-047: the image optimizer answers nobody', async ({ request }) => {
    for (const url of ['/api/files/x', '/icon.svg', 'http://169.254.169.254/'])
      expect([400, 404]).toContain((await request.get(`/_next/image?url=${encodeURIComponent(url)}&w=64&q=75`)).status())
  })
})
