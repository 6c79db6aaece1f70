// An SMTP server that takes every mail, counts the copies, and can call out at the two moments a worker must not die in vain:
// when a client connects, and right after it was told 250.
import { SMTPServer } from 'smtp-server'

export type Mail = { to: string[]; messageId: string; subject: string; raw: string }

export class MailSink {
  readonly mails: Mail[] = []
  /** Called with each taken mail; `before` holds the 250 back until it resolves, `after` comes right behind the 250. */
  before: (mail: Mail) => Promise<void> = async () => undefined
  after: (mail: Mail) => void = () => undefined
  #server: SMTPServer

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, answer) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const raw = Buffer.concat(chunks).toString('utf8')
          const mail: Mail = {
            to: session.envelope.rcptTo.map((address) => address.address),
            messageId: header(raw, 'message-id'),
            subject: header(raw, 'subject'),
            raw,
          }
          this.mails.push(mail)
          void this.before(mail).then(() => {
            answer()
            this.after(mail)
          })
        })
      },
    })
    // A client that was killed in the middle resets its connection.
    this.#server.on('error', () => undefined)
  }

  static async start(): Promise<MailSink> {
    const sink = new MailSink()
    await new Promise<void>((resolve) => sink.#server.listen(0, '127.0.0.1', resolve))
    return sink
  }

  get url(): string {
    const address = this.#server.server.address()
    if (address === null || typeof address === 'string') throw new Error('the mail sink does not listen')
    return `smtp://127.0.0.1:${address.port}`
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(resolve))
  }
}

function header(raw: string, name: string): string {
  const head = raw.slice(0, raw.search(/\r?\n\r?\n/)).replace(/\r?\n[ \t]+/g, ' ')
  return new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? ''
}
