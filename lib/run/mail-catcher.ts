// The SMTP server of a demo or a test: takes every mail, sends none on, and keeps it where /demo/mails shows it. It listens
// where SMTP_URL says, on this machine only.
import { simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { createClient } from '@/db/client'
import { createContext, inTransaction } from '@/db/context'
import { currentInstant, shiftClock } from '@/lib/kernel/time'
import { printFailure } from './console.mjs'
import { assertEnvironment } from './guard'

/** Our own mails are far smaller; what is longer is refused. */
const MAX_BYTES = 5_000_000

try {
  const { installation, databaseUrl, smtpUrl, clock } = assertEnvironment()
  if (installation === 'production') throw new Error('a production installation sends its mail; nothing catches it')
  if (clock !== undefined) shiftClock(clock)
  const client = createClient(databaseUrl, { max: 2, applicationName: 'concord mail catcher' })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    size: MAX_BYTES,
    onData: (stream, session, answer) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        keep(Buffer.concat(chunks), session).then(
          () => answer(null, 'kept'),
          (error: Error) => answer(Object.assign(error, { responseCode: 451 })),
        )
      })
    },
  })
  server.on('error', (error) => console.error('mail catcher:', error.message))
  const { hostname, port } = new URL(smtpUrl)
  server.listen(Number(port), hostname)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.once(signal, () => server.close(() => void client.end().then(() => process.exit(0))))
  }

  const keep = async (raw: Buffer, session: SMTPServerSession): Promise<void> => {
    const mail = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true })
    const now = currentInstant()
    const sender = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address
    await inTransaction(createContext({ kind: 'system', job: 'mail-catcher' }, now, { client }), async ({ sql }) => {
      for (const { address } of session.envelope.rcptTo) {
        await sql`
          insert into caught_mails (at, sender, recipient, subject, message_id, text, html, raw)
          values (${now}, ${sender}, ${address}, ${mail.subject ?? ''}, ${mail.messageId ?? ''}, ${mail.text ?? ''}, ${mail.html || null},
            ${raw.toString('utf8').replaceAll('\0', '')})`
      }
    })
  }
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}
