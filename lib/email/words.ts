// From the facts of a mail to its words, and from the words to the two forms in which it travels.
import { billLetter } from './bill-letters'
import { invitationLetter, passwordLetter, signInLetter } from './account-letters'
import { reviewLetter } from './article-letters'
import {
  answeredLetter,
  categoryLetter,
  handedOverLetter,
  managerLetter,
  mergedLetter,
  ratedLetter,
  receivedLetter,
  reclassifiedLetter,
  sharedLetter,
  statusLetter,
} from './case-letters'
import type { MailToWrite } from './facts'
import { htmlOf } from './html'
import type { Letter } from './letter'
import { digestLetter, newsLetter } from './news-letters'
import { quoteLetter } from './quote-letters'
import { workLetter } from './work-letters'
import { requestChangedLetter, requestForManagerLetter, requestReceivedLetter, requestWrittenLetter } from './request-letters'
import { textOf } from './text'
import { releasedLetter, updatesLetter } from './update-letters'

export type WrittenMail = { readonly subject: string; readonly text: string; readonly html: string }

/** The words of a mail. */
export function letterOf({ about, recipient, house }: MailToWrite): Letter {
  const to = { recipient, house }
  switch (about.kind) {
    case 'case_received':
      return receivedLetter(about, to)
    case 'case_answered':
      return answeredLetter(about, to)
    case 'case_status_changed':
      return statusLetter(about, to)
    case 'case_reclassified':
      return reclassifiedLetter(about, to)
    case 'case_category_changed':
      return categoryLetter(about, to)
    case 'case_for_account_manager':
      return managerLetter(about, to)
    case 'case_news':
      return newsLetter(about, to)
    case 'news_digest':
      return digestLetter(about, to)
    case 'case_rated':
      return ratedLetter(about, to)
    case 'case_shared':
      return sharedLetter(about, to)
    case 'case_merged':
      return mergedLetter(about, to)
    case 'case_handed_over':
      return handedOverLetter(about, to)
    case 'request_received':
      return requestReceivedLetter(about, to)
    case 'request_for_account_manager':
      return requestForManagerLetter(about, to)
    case 'request_changed':
      return requestChangedLetter(about, to)
    case 'request_quote':
      return quoteLetter(about, to)
    case 'request_work':
      return workLetter(about, to)
    case 'bill_sent':
      return billLetter(about, to)
    case 'request_written':
      return requestWrittenLetter(about, to)
    case 'updates_published':
      return updatesLetter(about, to)
    case 'case_released':
      return releasedLetter(about, to)
    case 'article_review':
      return reviewLetter(about, to)
    case 'sign_in_link':
      return signInLetter(about, to)
    case 'password_reset':
      return passwordLetter(about, to)
    case 'invitation':
      return invitationLetter(about, to)
  }
}

/** Subject, text and HTML of a mail: the same words twice. */
export function writeMail(mail: MailToWrite): WrittenMail {
  const letter = letterOf(mail)
  return { subject: oneLine(letter.subject), text: textOf(letter, mail.house), html: htmlOf(letter, mail.house) }
}

/** What people wrote becomes one line: no control character can end the header that it stands in (security AB-063). */
export function oneLine(text: string): string {
  const line = text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
  return line.length <= 240 ? line : `${line.slice(0, 239)}…`
}
