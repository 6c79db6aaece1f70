// The access world, made once for each run of the matrix.
import { test as base } from '@playwright/test'
import { makeAccessWorld, type AccessWorld } from './world'
import { pastTheClock } from './untouched'

export const test = base.extend<object, { world: AccessWorld }>({
  world: [
    async ({}, use) => {
      const world = await makeAccessWorld()
      await pastTheClock()
      await use(world)
    },
    { scope: 'worker' },
  ],
})
export { expect, sql } from '../fixtures'
