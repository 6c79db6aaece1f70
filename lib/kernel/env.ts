// What the installation is told from outside: one schema, checked when a process starts. Each problem is a sentence that
// says how to mend it. NODE_ENV decides nothing here: an installation is production unless its supervisor says otherwise,
// and its database has to agree (lib/run/guard.ts).
import { z } from 'zod'
import { parseInstant, type ShiftedClock } from './time'

export const INSTALLATIONS = ['production', 'demo', 'test', 'replay'] as const
export type InstallationKind = (typeof INSTALLATIONS)[number]

export type Environment = {
  /** What this process was started as; `production` where nothing is said. */
  installation: InstallationKind
  /** PostgreSQL, signing in as concord_app. */
  databaseUrl: string
  /** The same database as concord_owner; only migrations need it. */
  databaseOwnerUrl: string | undefined
  /** The same database as concord_worker; only the worker needs it. */
  databaseWorkerUrl: string | undefined
  /** Signs sessions, seals what is kept secret in the database; at least 32 bytes. */
  authSecret: string
  /** Scheme, host and port that people type, without a path. */
  appOrigin: string
  smtpUrl: string
  /** Sender of our mail; the installation's support address where unset. */
  mailFrom: string | undefined
  /** Never in production. */
  clock: ShiftedClock | undefined
  host: string
  port: number
  webProcesses: number
  workerConcurrency: number
  /** Where the bytes of files lie. */
  files: FilesEnvironment
  /** The largest file that is taken, and how much one person may send. */
  uploads: { maxBytes: number; perMinute: number; bytesPerDay: number }
  /** How many proxies of ours stand in front and append to X-Forwarded-For; 1 in production, 0 elsewhere, unless told. */
  trustedProxies: number
}

/** A folder of this machine, or a bucket of an object storage that speaks S3. */
export type FilesEnvironment =
  | { readonly kind: 'folder'; readonly folder: string }
  | {
      readonly kind: 's3'
      readonly endpoint: string
      /** The same storage as browsers reach it; without, files go through us. */
      readonly publicUrl: string | undefined
      readonly region: string
      readonly bucket: string
      readonly accessKeyId: string
      readonly secretAccessKey: string
    }

/** One thing to mend before the process may start. */
export type EnvironmentProblem = { variable: string; sentence: string }

/** The environment does not let the process start; the message lists what to mend. */
export class EnvironmentError extends Error {
  constructor(readonly problems: readonly EnvironmentProblem[]) {
    super(problems.map((problem) => `${problem.variable}: ${problem.sentence}`).join('\n'))
    this.name = 'EnvironmentError'
  }
}

const NEW_SECRET = 'Make one with: openssl rand -base64 48'
const EXAMPLES = /change.?me|example|secret|password|concord|12345|abcdef/i
const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]']

const databaseUrl = (role: string) =>
  z.string().refine((value) => /^postgres(ql)?:\/\/[^/]+\/[^/]+/.test(value) && URL.canParse(value), {
    error: `This is not the address of a PostgreSQL database. Write postgres://${role}:PASSWORD@HOST:5432/concord.`,
  })

const wholeNumber = (what: string, least: number, most: number) =>
  z.coerce
    .number({ error: `${what} is a whole number.` })
    .int(`${what} is a whole number.`)
    .min(least, `${what} is at least ${least}.`)
    .max(most, `${what} is at most ${most}.`)

const webAddress = z.string().refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), {
  error: 'Write the address of the object storage: https://s3.example.com.',
})

/** Megabytes of 1,000,000 bytes, as people and file managers count them. */
const MEGABYTE = 1_000_000

const secret = z
  .string({ error: `The secret that signs sessions is missing. ${NEW_SECRET}` })
  .refine((value) => new TextEncoder().encode(value).length >= 32, {
    error: `The secret is shorter than 32 bytes. ${NEW_SECRET}`,
    abort: true,
  })
  .refine((value) => new Set(value).size >= 12 && !EXAMPLES.test(value), {
    error: `The secret can be guessed: it looks like an example. ${NEW_SECRET}`,
  })

const someInstant = z
  .string()
  .refine((value) => isInstant(value), { error: 'Write an instant with its offset: 2026-11-24T09:00:00Z.', abort: true })
  .transform(parseInstant)

const origin = z
  .string({ error: 'The address that people type is missing. Write for example https://support.example.com.' })
  .refine((value) => URL.canParse(value) && new URL(value).origin === value, {
    error: 'Write scheme, host and port only, without a path or a slash at the end: https://support.example.com.',
    abort: true,
  })
  .refine((value) => value.startsWith('https://') || isLocal(value), {
    error: 'Passwords travel here: use https. Plain http is allowed for localhost only.',
  })

const schema = z
  .object({
    CONCORD_INSTALLATION: z
      .enum(INSTALLATIONS, { error: `Leave it unset in production; else one of ${INSTALLATIONS.join(', ')}.` })
      .default('production'),
    DATABASE_URL: z
      .string({ error: 'The database is not named. Write postgres://concord_app:PASSWORD@HOST:5432/concord.' })
      .pipe(databaseUrl('concord_app')),
    DATABASE_OWNER_URL: databaseUrl('concord_owner').optional(),
    DATABASE_WORKER_URL: databaseUrl('concord_worker').optional(),
    AUTH_SECRET: secret,
    APP_ORIGIN: origin,
    SMTP_URL: z
      .string({ error: 'No SMTP server is named, and nobody would be told of an answer. Write smtps://USER:PASSWORD@HOST:465.' })
      .refine((value) => URL.canParse(value) && ['smtp:', 'smtps:'].includes(new URL(value).protocol), {
        error: 'This is not the address of an SMTP server. Write smtp://HOST:587 or smtps://USER:PASSWORD@HOST:465.',
      }),
    MAIL_FROM: z
      .string()
      .refine((value) => /^[^<>]*<?[^\s@<>]+@[^\s@<>]+>?$/.test(value), {
        error: 'Write an address, or a name and an address: Support <support@example.com>.',
      })
      .optional(),
    CONCORD_CLOCK: someInstant.optional(),
    CONCORD_CLOCK_SINCE: someInstant.optional(),
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: wholeNumber('The port', 1, 65_535).default(3000),
    WEB_PROCESSES: wholeNumber('The number of web processes', 1, 64).default(1),
    WORKER_CONCURRENCY: wholeNumber('The number of jobs at once', 1, 100).default(5),
    FILES_FOLDER: z.string().min(1).default('.data/files'),
    S3_ENDPOINT: webAddress.optional(),
    S3_PUBLIC_URL: webAddress.optional(),
    S3_REGION: z.string().min(1).default('us-east-1'),
    S3_BUCKET: z.string().min(3, 'A bucket has a name of at least three letters.').optional(),
    S3_ACCESS_KEY_ID: z.string().min(1).optional(),
    S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
    UPLOAD_MAX_MB: wholeNumber('The largest file in MB', 1, 4_000).default(200),
    UPLOADS_PER_MINUTE: wholeNumber('The number of uploads in a minute', 1, 10_000).default(20),
    UPLOAD_MB_PER_DAY: wholeNumber('What one person may send in a day, in MB', 1, 1_000_000).default(500),
    TRUSTED_PROXIES: wholeNumber('The number of proxies in front', 0, 5).optional(),
  })
  .superRefine((values, context) => {
    const { S3_ENDPOINT: endpoint, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = values
    for (const [name, value] of Object.entries({ S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY })) {
      if (endpoint === undefined || value !== undefined) continue
      context.addIssue({
        code: 'custom',
        path: [name],
        message: 'S3_ENDPOINT is set, so this is needed too. To keep files in a folder instead, unset S3_ENDPOINT.',
      })
    }
    if (values.CONCORD_CLOCK && values.CONCORD_INSTALLATION === 'production') {
      context.addIssue({
        code: 'custom',
        path: ['CONCORD_CLOCK'],
        message: 'A production installation runs on real time. Unset it.',
      })
    }
  })

/**
 * Reads the variables of a process. Empty ones count as unset. Answers with all problems at once, so that they are mended
 * in one go.
 */
export function readEnvironment(
  source: Readonly<Record<string, string | undefined>>,
): { ok: true; environment: Environment } | { ok: false; problems: EnvironmentProblem[] } {
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== '')))
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => ({ variable: String(issue.path[0]), sentence: issue.message })),
    }
  }
  const values = parsed.data
  return {
    ok: true,
    environment: {
      installation: values.CONCORD_INSTALLATION,
      databaseUrl: values.DATABASE_URL,
      databaseOwnerUrl: values.DATABASE_OWNER_URL,
      databaseWorkerUrl: values.DATABASE_WORKER_URL,
      authSecret: values.AUTH_SECRET,
      appOrigin: values.APP_ORIGIN,
      smtpUrl: values.SMTP_URL,
      mailFrom: values.MAIL_FROM,
      clock: values.CONCORD_CLOCK === undefined ? undefined : { shows: values.CONCORD_CLOCK, since: values.CONCORD_CLOCK_SINCE },
      host: values.HOST,
      port: values.PORT,
      webProcesses: values.WEB_PROCESSES,
      workerConcurrency: values.WORKER_CONCURRENCY,
      files: filesOf(values),
      uploads: {
        maxBytes: values.UPLOAD_MAX_MB * MEGABYTE,
        perMinute: values.UPLOADS_PER_MINUTE,
        bytesPerDay: values.UPLOAD_MB_PER_DAY * MEGABYTE,
      },
      trustedProxies: values.TRUSTED_PROXIES ?? (values.CONCORD_INSTALLATION === 'production' ? 1 : 0),
    },
  }
}

function filesOf(values: z.infer<typeof schema>): FilesEnvironment {
  if (values.S3_ENDPOINT === undefined) return { kind: 'folder', folder: values.FILES_FOLDER }
  return {
    kind: 's3',
    endpoint: values.S3_ENDPOINT,
    publicUrl: values.S3_PUBLIC_URL,
    region: values.S3_REGION,
    bucket: values.S3_BUCKET!,
    accessKeyId: values.S3_ACCESS_KEY_ID!,
    secretAccessKey: values.S3_SECRET_ACCESS_KEY!,
  }
}

let checked: Environment | undefined

/** The environment of this process, checked once; throws EnvironmentError. Not read while the product is built. */
export function environment(): Environment {
  if (!checked) {
    const result = readEnvironment(process.env)
    if (!result.ok) throw new EnvironmentError(result.problems)
    checked = result.environment
  }
  return checked
}

function isLocal(value: string): boolean {
  return LOCAL_HOSTS.includes(new URL(value).hostname)
}

function isInstant(value: string): boolean {
  try {
    parseInstant(value)
    return true
  } catch {
    return false
  }
}
