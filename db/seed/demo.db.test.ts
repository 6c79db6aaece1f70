// The demo, filled once for all that is asked of it; what that is stands in db/seed/checks.
import { afterAll, beforeAll } from 'vitest'
import { checkCases } from './checks/cases'
import { checkContents } from './checks/contents'
import { createDemo, type Demo } from './checks/demo'
import { checkEngagements } from './checks/engagements'
import { checkServices } from './checks/services'

let demo: Demo

beforeAll(async () => {
  demo = await createDemo()
})
afterAll(() => demo.end())

for (const check of [checkContents, checkCases, checkServices, checkEngagements]) check(() => demo)
