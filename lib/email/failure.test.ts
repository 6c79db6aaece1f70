import { describe, expect, test } from 'vitest'
import { addMs, HOUR_MS, parseInstant } from '../kernel/time'
import { judgeFailure } from './failure'

const QUEUED = parseInstant('2026-11-23T21:00:00Z')
const judge = (responseCode: number | undefined, command: string, hours = 1) =>
  judgeFailure(
    { message: 'no', command, ...(responseCode !== undefined && { responseCode }) },
    QUEUED,
    addMs(QUEUED, hours * HOUR_MS),
  ).final

describe('a failed attempt', () => {
  test.each([
    [550, 'RCPT TO'],
    [552, 'DATA'],
    [554, 'DATA'],
    [553, 'MAIL FROM'],
  ])('ends the mail at %i of %s', (code, command) => expect(judge(code, command)).toBe(true))

  test.each([
    [421, 'CONN'],
    [450, 'RCPT TO'],
    [451, 'DATA'],
    [554, 'CONN'],
    [535, 'AUTH PLAIN'],
    [530, 'MAIL FROM'],
    [undefined, 'CONN'],
    [undefined, 'DATA'],
  ])('is tried again at %s of %s', (code, command) => expect(judge(code, command)).toBe(false))

  test('is given up after three days, with a reason on one line', () => {
    expect(judgeFailure({ message: 'connect\r\nrefused', command: 'CONN' }, QUEUED, addMs(QUEUED, 72 * HOUR_MS))).toEqual({
      final: true,
      reason: 'Given up after three days. connect refused',
    })
  })
})
