import { expect, test } from 'vitest'
import { billPartsOf, billToOf } from './bill-to'

const NOTHING = { name: '', address: '', city: '', region: '', postalCode: '', country: '', taxNumber: '' }

test.each([
  [undefined, 'Tui Co'],
  [{}, 'Tui Co'],
  [{ name: 'Tui Holdings Ltd' }, 'Tui Holdings Ltd'],
  [{ name: ' ', address: ' 1 Quay Street \n\n  Tāmaki Makaurau 1010 ' }, 'Tui Co\n1 Quay Street\nTāmaki Makaurau 1010'],
  [
    {
      name: 'Tui Holdings Ltd',
      address: '1 Quay Street',
      city: ' Auckland',
      postalCode: '1010',
      country: 'New Zealand',
      taxNumber: 'GST 1-2-3',
    },
    'Tui Holdings Ltd\n1 Quay Street\nAuckland 1010\nNew Zealand\nGST 1-2-3',
  ],
  [{ city: 'Chicago', region: 'IL', postalCode: '60601' }, 'Tui Co\nChicago IL 60601'],
])('a bill with the address %j is addressed to %j', (said, words) => {
  const parts = billPartsOf({ organisationName: 'Tui Co', email: '', address: said && { ...NOTHING, ...said } })
  expect(billToOf(parts)).toBe(words)
  expect(parts.name).toBe(words.split('\n')[0])
})
