// What a browser loads before anything can be done, over what the bare framework loads (bench/first-load.ts).
import { readFileSync } from 'node:fs'
import type { APIRequestContext } from '@playwright/test'
import { BARE, BUDGETS, firstLoadBytes } from '../../bench/first-load'
import { expect, signInRequest, test, type PersonKey } from '../fixtures'

const PAGES: readonly (readonly [path: string, person: PersonKey | undefined, budget: keyof typeof BUDGETS])[] = [
  ['/sign-in', undefined, 'portal'],
  ['/forgotten-password', undefined, 'portal'],
  ['/help', undefined, 'portal'],
  ['/help/base-sizes-in-exported-charts', undefined, 'portal'],
  ['/help/base-sizes-in-exported-charts', 'requester', 'portal'],
  ['/', 'requester', 'portal'],
  ['/cases', 'requester', 'portal'],
  ['/cases/new', 'requester', 'portal'],
  ['/policy', 'requester', 'portal'],
  ['/services', 'requester', 'portal'],
  ['/services/new', 'requester', 'portal'],
  ['/services/SR-0004', 'requester', 'portal'],
  ['/team', 'organisationAdministrator', 'portal'],
  ['/profile', 'requester', 'portal'],
  ['/desk', 'agent', 'desk'],
  ['/desk/profile', 'agent', 'desk'],
  ['/desk/services', 'csm', 'desk'],
  ['/desk/services/SR-0004', 'csm', 'desk'],
  ['/desk/admin/people', 'administrator', 'desk'],
  ['/desk/admin/organisations', 'administrator', 'desk'],
]

test('the bare framework was measured with the version of Next that serves', () => {
  const { version } = JSON.parse(readFileSync('node_modules/next/package.json', 'utf8')) as { version: string }
  expect(BARE.next, 'npm run bench -- --only web says the new figure for bench/first-load.json').toBe(version)
})

for (const [path, person, budget] of PAGES) {
  test(`${path} loads no more scripts than the ${budget} may for ${person ?? 'nobody'}`, async ({ request }) => {
    if (person) await signInRequest(request, person)
    const over = (await weigh(request, path)) - BARE.bytes
    expect(over, `${Math.round(over / 1000)} kB with gzip over the bare framework`).toBeLessThanOrEqual(BUDGETS[budget])
  })
}

for (const [person, list, link] of [
  ['requester', '/cases', /href="(\/cases\/HS-\d+)"/],
  ['agent', '/desk', /href="(\/desk\/cases\/HS-\d+)"/],
] as const) {
  const budget = person === 'agent' ? 'desk' : 'portal'
  test(`a case loads no more scripts than the ${budget} may`, async ({ request }) => {
    await signInRequest(request, person)
    const path = link.exec(await (await request.get(list)).text())?.[1]
    if (!path) throw new Error(`${list} shows no case`)
    const over = (await weigh(request, path)) - BARE.bytes
    expect(over, `${Math.round(over / 1000)} kB with gzip over the bare framework`).toBeLessThanOrEqual(BUDGETS[budget])
  })
}

async function weigh(request: APIRequestContext, path: string): Promise<number> {
  const page = await request.get(path)
  expect(page.status()).toBe(200)
  return firstLoadBytes(await page.text(), async (script) => (await request.get(script)).body())
}
