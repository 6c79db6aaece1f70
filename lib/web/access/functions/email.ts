import { about, PRINCIPALS, type FunctionRows } from './row'

export const EMAIL: FunctionRows = {
  'email/queries.listCaughtMails': { ok: PRINCIPALS },
  'email/queries.getCaughtMail': about([], PRINCIPALS),
}
