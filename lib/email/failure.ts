// What a failed attempt to send means: whether asking again can help, and what people are told of it (security FT-12).
import { HOUR_MS, type Instant } from '../kernel/time'

/** A mail that could not be sent for this long is given up and shown as failed. */
export const GIVE_UP_AFTER_MS = 72 * HOUR_MS

/** What nodemailer says of a failure. */
export type SmtpFailure = { readonly message: string; readonly command?: string; readonly responseCode?: number }

export type FailureVerdict = { readonly final: boolean; readonly reason: string }

/** Refusals of this recipient or this mail. A refusal of our greeting or our password is ours to mend, and other mails share it. */
const ABOUT_THE_MAIL = /^(MAIL FROM|RCPT TO|DATA|API)$/

/** Judges a failed attempt on a mail that was queued at `queuedAt`. */
export function judgeFailure(failure: SmtpFailure, queuedAt: Instant, now: Instant): FailureVerdict {
  const reason = failure.message
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim()
    .slice(0, 500)
  const code = failure.responseCode ?? 0
  if (code >= 500 && code < 600 && ABOUT_THE_MAIL.test(failure.command ?? '') && !isAboutSigningIn(code))
    return { final: true, reason }
  if (now - queuedAt >= GIVE_UP_AFTER_MS) return { final: true, reason: `Given up after three days. ${reason}` }
  return { final: false, reason }
}

function isAboutSigningIn(code: number): boolean {
  return code === 530 || code === 534 || code === 535 || code === 538
}
