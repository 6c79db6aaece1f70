import { expect, test } from 'vitest'
import { billToOf, postalLines } from './bill-to'

test.each([
  [undefined, 'Tui Co'],
  [{ name: '', address: '', taxNumber: '' }, 'Tui Co'],
  [{ name: 'Tui Holdings Ltd', address: '', taxNumber: '' }, 'Tui Holdings Ltd'],
  [
    { name: ' ', address: ' 1 Quay Street \n\n  Tāmaki Makaurau 1010 ', taxNumber: '' },
    'Tui Co\n1 Quay Street\nTāmaki Makaurau 1010',
  ],
  [{ name: 'Tui Holdings Ltd', address: '1 Quay Street', taxNumber: 'GST 1-2-3' }, 'Tui Holdings Ltd\n1 Quay Street\nGST 1-2-3'],
])('a bill with the address %j is addressed to %j', (address, billTo) => {
  expect(billToOf('Tui Co', address)).toBe(billTo)
  const lines = (address?.address ?? '').split('\n').map((line) => line.trim())
  expect(postalLines(billTo, address?.taxNumber ?? '')).toEqual(lines.filter((line) => line !== ''))
})
