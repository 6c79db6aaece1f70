import { describe, expect, test } from 'vitest'
import { readEnvironment } from './env'

const complete = {
  DATABASE_URL: 'postgres://concord_app:pw@db.internal:5432/concord',
  AUTH_SECRET: 'q7Zk0pXv2LrT9sWm4BnY6cHd8fJgA1eU3iOoRzEx',
  APP_ORIGIN: 'https://support.hypersynergy.test',
  SMTP_URL: 'smtps://mailer:pw@mail.internal:465',
}

function problemsOf(changes: Record<string, string | undefined>) {
  const result = readEnvironment({ ...complete, ...changes })
  return result.ok ? [] : result.problems
}

describe('the environment of a process', () => {
  test('is production where nothing else is said, whatever NODE_ENV says', () => {
    for (const NODE_ENV of ['development', 'test', 'production', undefined]) {
      const result = readEnvironment({ ...complete, NODE_ENV })
      expect(result.ok && result.environment.installation).toBe('production')
    }
  })

  test('names every problem at once, each with a sentence that says how to mend it', () => {
    const result = readEnvironment({})
    expect(result.ok).toBe(false)
    if (result.ok) return
    expect(result.problems.map((problem) => problem.variable)).toEqual(['DATABASE_URL', 'AUTH_SECRET', 'APP_ORIGIN', 'SMTP_URL'])
    for (const { sentence } of result.problems) expect(sentence).toMatch(/Write|Make one with/)
  })

  test.each([
    ['too short', 'q7Zk0pXv2LrT9sWm4BnY6cHd8fJgA1e'],
    ['one letter', 'a'.repeat(64)],
    ['an example', 'change-me-change-me-change-me-0123456789'],
    ['empty', ''],
  ])('refuses a secret that is %s', (_, AUTH_SECRET) => {
    expect(problemsOf({ AUTH_SECRET }).map((problem) => problem.variable)).toEqual(['AUTH_SECRET'])
  })

  test('counts the bytes of a secret, not its letters', () => {
    expect(problemsOf({ AUTH_SECRET: 'äöüßéèêñçøåœæðþžš' })).toEqual([])
  })

  test.each([
    ['http://support.hypersynergy.test', false],
    ['http://localhost.hypersynergy.test', false],
    ['https://support.hypersynergy.test/', false],
    ['https://support.hypersynergy.test/portal', false],
    ['support.hypersynergy.test', false],
    ['http://localhost:3000', true],
    ['http://127.0.0.1:3000', true],
    ['http://[::1]:3000', true],
    ['https://support.hypersynergy.test:8443', true],
  ])('takes the origin %s: %s', (APP_ORIGIN, taken) => {
    expect(problemsOf({ APP_ORIGIN }).length === 0).toBe(taken)
  })

  test('refuses a clock of its own in production and takes one in a test', () => {
    const CONCORD_CLOCK = '2026-11-23T21:00:00Z'
    expect(problemsOf({ CONCORD_CLOCK }).map((problem) => problem.variable)).toEqual(['CONCORD_CLOCK'])
    const result = readEnvironment({ ...complete, CONCORD_CLOCK, CONCORD_INSTALLATION: 'test' })
    expect(result.ok && result.environment.clock).toEqual({ shows: Date.UTC(2026, 10, 23, 21) })
  })

  test('takes from when on a clock goes, for all processes alike', () => {
    const clock = {
      CONCORD_INSTALLATION: 'test',
      CONCORD_CLOCK: '2026-11-23T21:00:00Z',
      CONCORD_CLOCK_SINCE: '2026-11-29T12:00:00Z',
    }
    const result = readEnvironment({ ...complete, ...clock })
    expect(result.ok && result.environment.clock).toEqual({
      shows: Date.UTC(2026, 10, 23, 21),
      since: Date.UTC(2026, 10, 29, 12),
    })
    expect(problemsOf({ ...clock, CONCORD_CLOCK_SINCE: 'noon' }).map((problem) => problem.variable)).toEqual([
      'CONCORD_CLOCK_SINCE',
    ])
  })

  test.each([
    ['DATABASE_URL', 'mysql://root@localhost/concord'],
    ['DATABASE_URL', 'postgres://concord_app@localhost'],
    ['SMTP_URL', 'https://mail.internal'],
    ['PORT', '70000'],
    ['PORT', 'http'],
    ['WEB_PROCESSES', '0'],
    ['WEB_PROCESSES', '1.5'],
    ['CONCORD_INSTALLATION', 'staging'],
    ['MAIL_FROM', 'nobody'],
    ['UPLOAD_MAX_MB', '0'],
    ['S3_PUBLIC_URL', 'files.internal'],
  ])('refuses %s=%s', (variable, value) => {
    expect(problemsOf({ [variable]: value }).map((problem) => problem.variable)).toEqual([variable])
  })

  test('keeps files in a folder unless an object storage is named, whole', () => {
    const files = (changes: Record<string, string>) => {
      const result = readEnvironment({ ...complete, ...changes })
      return result.ok && result.environment.files
    }
    expect(files({})).toEqual({ kind: 'folder', folder: '.data/files' })
    const storage = { S3_ENDPOINT: 'https://s3.internal', S3_BUCKET: 'concord', S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'b' }
    expect(files(storage)).toMatchObject({ kind: 's3', bucket: 'concord', region: 'us-east-1', publicUrl: undefined })
    expect(problemsOf({ ...storage, S3_BUCKET: undefined }).map((problem) => problem.variable)).toEqual(['S3_BUCKET'])
  })

  test('counts what may be sent in megabytes of a million bytes', () => {
    const result = readEnvironment({ ...complete, UPLOAD_MAX_MB: '25' })
    expect(result.ok && result.environment.uploads).toEqual({ maxBytes: 25_000_000, perMinute: 20, bytesPerDay: 500_000_000 })
  })
})
