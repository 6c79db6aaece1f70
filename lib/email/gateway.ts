import 'server-only'
import { createHmac, hkdfSync } from 'node:crypto'
import nodemailer from 'nodemailer'
import { environment, type Environment } from '@/lib/kernel/env'
import { canonicalEmail } from '@/lib/kernel/text'
import type { FileOfMail } from './facts'
import type { SmtpFailure } from './failure'
import type { MailIdentity, Sign } from './message-id'
import type { WrittenMail } from './words'

// The outside world of mail: one SMTP server, asked for one mail to one person at a time.

/** How long each step may take; a slow server delays its mail and nothing else. */
const TIMEOUTS = { connectionTimeout: 15_000, greetingTimeout: 45_000, socketTimeout: 60_000, dnsTimeout: 10_000 }

export type OutgoingMail = {
  readonly from: { readonly name: string; readonly address: string }
  readonly to: { readonly name: string; readonly address: string }
  readonly identity: MailIdentity
  /** Stands in a header of its own, for filters and for answers. */
  readonly caseReference: string | null
  readonly written: WrittenMail
  /** Where one request ends mails of this kind for the recipient (RFC 8058); null for mail that nobody can end so. */
  readonly unsubscribeUrl: string | null
  readonly files: readonly FileOfMail[]
}

/** The mail was not taken; `failure` is what the server or the way to it said. */
export class MailNotTaken extends Error {
  constructor(
    readonly failure: SmtpFailure,
    cause: unknown,
  ) {
    super(failure.message, { cause })
    this.name = 'MailNotTaken'
  }
}

/**
 * Hands one mail to the SMTP server and resolves when it has said 250. Addresses are objects in canonical form, files and
 * addresses of the web cannot be read (security V-10, AB-062). Throws MailNotTaken.
 */
export async function sendMail({
  from,
  to,
  identity,
  caseReference,
  written,
  unsubscribeUrl,
  files,
}: OutgoingMail): Promise<void> {
  if (canonicalEmail(to.address) !== to.address)
    throw new MailNotTaken({ message: 'This is not one mail address.', command: 'RCPT TO', responseCode: 553 }, undefined)
  const transport = nodemailer.createTransport({
    ...serverOf(environment()),
    ...TIMEOUTS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    await transport.sendMail({
      from: { ...from },
      to: { ...to },
      envelope: { from: from.address, to: [to.address] },
      subject: written.subject,
      text: written.text,
      html: written.html,
      attachments: files.map(({ name, contentType, bytes }) => ({ filename: name, contentType, content: Buffer.from(bytes) })),
      messageId: identity.messageId,
      inReplyTo: identity.inReplyTo,
      references: [...identity.references],
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        ...(caseReference !== null && { 'X-Case-Number': caseReference }),
        ...(unsubscribeUrl !== null && {
          'List-Unsubscribe': `<${unsubscribeUrl}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
      },
    })
  } catch (error) {
    throw new MailNotTaken(failureOf(error), error)
  } finally {
    transport.close()
  }
}

/** Signs ids of mails under the installation's secret. */
export const signMailId: Sign = (value) => createHmac('sha256', mailKey()).update(value).digest('base64url').slice(0, 22)

function mailKey(): Buffer {
  return Buffer.from(hkdfSync('sha256', environment().authSecret, '', 'concord mail id', 32))
}

/** Name and address that mails come from: MAIL_FROM where it is set, else the installation's own. */
export function senderOf(house: { brandName: string; supportEmail: string }): { name: string; address: string } {
  const { mailFrom } = environment()
  const [, name = '', address] = /^([^<]*)<([^<>]+)>$/.exec(mailFrom ?? '') ?? [undefined, '', mailFrom]
  return { name: name.trim() || house.brandName, address: address ?? house.supportEmail }
}

function serverOf({ smtpUrl }: Pick<Environment, 'smtpUrl'>) {
  const url = new URL(smtpUrl)
  const secure = url.protocol === 'smtps:'
  const user = decodeURIComponent(url.username)
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    ...(user !== '' && { auth: { user, pass: decodeURIComponent(url.password) } }),
  }
}

function failureOf(error: unknown): SmtpFailure {
  const { message, command, responseCode } = error as { message?: unknown; command?: unknown; responseCode?: unknown }
  return {
    message: typeof message === 'string' ? message : 'unknown failure',
    ...(typeof command === 'string' && { command }),
    ...(typeof responseCode === 'number' && { responseCode }),
  }
}
