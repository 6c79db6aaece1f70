import { expect, test } from 'vitest'
import { lostOnTheWay } from './action-state'

test('what was lost on the way to the server comes back with what was typed, and without files and what React adds', () => {
  const form = new FormData()
  form.set('$ACTION_KEY', 'k1')
  form.set('name', 'Mere')
  form.append('days', 'mon')
  form.append('days', 'tue')
  form.set('picture', new File(['x'], 'x.png'))
  const refusal = lostOnTheWay(form, false)
  expect(refusal.values).toEqual({ name: 'Mere', days: ['mon', 'tue'] })
  expect(refusal.message).toMatch(/look, then try again/)
})

test('a page that is older than the server is not sent again from where it stands', () => {
  expect(lostOnTheWay(new FormData(), true).message).toMatch(/load the page again/)
})
