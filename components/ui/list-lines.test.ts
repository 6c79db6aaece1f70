import { expect, test } from 'vitest'
import { lineOf, linesFor, meantBy, titleOf } from './list-lines'

const LINES = [
  'UTC · GMT · Coordinated Universal Time',
  'America/New_York · GMT-5 · Eastern Time',
  'America/North_Dakota/New_Salem · GMT-6 · Central Time',
  'Antarctica/McMurdo · GMT+13 · New Zealand Time',
  'Asia/Calcutta · GMT+5:30 · India Standard Time · Kolkata',
  'Pacific/Auckland · GMT+13 · New Zealand Time',
  'NZD · New Zealand dollar',
]
const titles = (typed: string) => linesFor(typed, LINES).map((line) => titleOf(line).title)

test('a place, its country, its offset or a later name finds it, the place itself first', () => {
  expect(titles('auck')).toEqual(['Auckland'])
  expect(titles('new york')).toEqual(['New York'])
  expect(titles('new')).toEqual(['New York', 'New Salem', 'McMurdo', 'Auckland', 'NZD'])
  expect(titles('Zealand time')).toEqual(['McMurdo', 'Auckland'])
  expect(titles('kolk')).toEqual(['Calcutta'])
  expect(titles('+5:30')).toEqual(['Calcutta'])
  expect(titles('atlantis')).toEqual([])
  expect(titles(' ')).toHaveLength(LINES.length)
})

test('what is left in the field is taken for a line only where it can be no other', () => {
  expect(meantBy('auckland', LINES)).toBe(LINES[5])
  expect(meantBy('nzd', LINES)).toBe(LINES[6])
  expect(meantBy('Pacific/Auckland · GMT+13 · New Zealand Time', LINES)).toBe(LINES[5])
  expect(meantBy('New Zealand', LINES)).toBeUndefined()
  expect(meantBy('', LINES)).toBeUndefined()
})

test('a line is shown by its place, and found by its name', () => {
  expect(titleOf(LINES[1]!)).toEqual({ title: 'New York', detail: 'America/New_York · GMT-5 · Eastern Time' })
  expect(titleOf(LINES[6]!)).toEqual({ title: 'NZD', detail: 'New Zealand dollar' })
  expect(lineOf(LINES, 'Pacific/Auckland')).toBe(LINES[5])
  expect(lineOf(LINES, 'Atlantis')).toBe('Atlantis')
})
