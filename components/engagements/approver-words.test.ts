import { expect, test } from 'vitest'
import { money } from '@/lib/kernel/money'
import { signersWords } from './approver-words'

const nzd = (minor: bigint) => money(minor, 'NZD')
const AROHA = { name: 'Aroha', limit: null }
const NGAIRE = { name: 'Ngaire', limit: nzd(500_000n) }
const MERE = { name: 'Mere', limit: nzd(800_000n) }
const TOTAL = nzd(900_000n)

test('a total within the limits needs one signature', () => {
  expect(signersWords([AROHA, MERE, NGAIRE], nzd(500_000n), false)).toBe('One signature is enough: Aroha, Mere or Ngaire.')
})

test('whose limit the total is above, and who signs beside them, is said before anybody signs', () => {
  expect(signersWords([AROHA, NGAIRE], TOTAL, false)).toBe(
    'Aroha can approve NZD 9,000.00 alone. It is above the limit of Ngaire (up to NZD 5,000.00), whose signature needs a second one: Aroha.',
  )
  expect(signersWords([AROHA, NGAIRE], TOTAL, true)).toMatch(/needs a second one: any other approver\.$/)
  expect(signersWords([MERE, NGAIRE], TOTAL, true)).toBe(
    'Two have to sign, because NZD 9,000.00 is above everybody’s limit: Mere (up to NZD 8,000.00) and Ngaire (up to NZD 5,000.00).',
  )
})

test('where nobody can accept the total, the way out is said; where nobody may approve, nothing is', () => {
  expect(signersWords([MERE, NGAIRE], TOTAL, false)).toMatch(
    /^NZD 9,000.00 is above the limit of everybody.*An administrator raises it/,
  )
  expect(signersWords([MERE], TOTAL, true)).toMatch(/above the limit of everybody/)
  expect(signersWords([], TOTAL, true)).toBeNull()
})

test('once one has signed, the second is named', () => {
  expect(signersWords([AROHA, NGAIRE], TOTAL, false, 'Ngaire')).toBe(
    'Ngaire has signed. NZD 9,000.00 is above their limit, so a second signature is needed: Aroha.',
  )
})
