import { expect, test } from 'vitest'
import { isHashable, passwordProblem } from './password'

const facts = {
  name: 'Mere Hollis',
  email: 'mere.hollis@tuiwhenua.example',
  words: ['Harmoni Support', 'Harmoni', 'Tuiwhenua Insight Co'],
}

test.each([
  'violet-anchor-biscuit',
  'correct horse is stapled',
  'Zq8!kP2w#Lm5',
  'eine lange Nacht im Mai',
  'ちいさな猫が窓から外を見る',
])('takes %s', (password) => {
  expect(passwordProblem(password, facts)).toBeUndefined()
})

test.each([
  '',
  'short',
  'elevenchars',
  'passwordpassword',
  'P@ssw0rd2026!!',
  'Password123456',
  'letmein1234567',
  'aaaaaaaaaaaaaaa',
  'abababababababab',
  'qwertyuiopasdfgh',
  '123456789012',
  'abcdefghijklmnop',
  'harmoni2026!!',
  'HarmoniSupport1',
  'TuiwhenuaInsight',
  'mere.hollis.2026',
  'correcthorsebatterystaple',
])('refuses %s', (password) => {
  expect(passwordProblem(password, facts)).toEqual(expect.any(String))
})

test('counts bytes before anything is hashed: 128 at most', () => {
  expect(isHashable('x'.repeat(128))).toBe(true)
  expect(isHashable('x'.repeat(129))).toBe(false)
  expect(isHashable('猫'.repeat(43))).toBe(false)
  expect(passwordProblem('violet-anchor-biscuit '.repeat(10), facts)).toContain('128')
})

test('a long nonsense costs no time (AB-057)', () => {
  const begun = performance.now()
  passwordProblem(`${'a'.repeat(50_000)}!`, facts)
  passwordProblem('qwerty'.repeat(20), facts)
  // Looking at each place for each other one of these would take minutes; the figure itself is not what is tested.
  expect(performance.now() - begun).toBeLessThan(2_000)
})
