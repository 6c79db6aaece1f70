// The access world, made once for each run of the matrix.
import { test as base } from '@playwright/test'
import { makeAccessWorld, pastTheClock, type AccessWorld } from './world'

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
