import { expect, test } from 'vitest'
import { staffLines, staffOf, type StaffLine } from './staff-lines'

test('staff arrive as they were sent, whatever their names hold', () => {
  const staff: StaffLine[] = [
    { id: '01959974-bb55-72c3-8da2-3268c6a4e230', name: 'Aroha Penhale', regionCode: 'APAC', answers: true },
    { id: '0193a9ac-eba8-775f-880a-2812bb6979b8', name: 'Beth | of two | bars', regionCode: '', answers: false },
  ]
  expect(staffOf(staffLines(staff))).toEqual(staff)
  expect(staffOf(staffLines([]))).toEqual([])
})
