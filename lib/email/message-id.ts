// The identity of a mail and the thread it belongs to (security ME-12): always the same for the same outbox row, and not to
// be made up by others, since an answer to it will lead to a case.

/** Signs the parts of an id; the gateway holds the key. */
export type Sign = (value: string) => string

export type MailIdentity = {
  readonly messageId: string
  readonly inReplyTo: string | undefined
  readonly references: readonly string[]
}

/**
 * The ids of one mail. `thread` is the number of the case or request. The mail that acknowledges it begins its thread; every other
 * mail about it answers that one. A mail about an account stands alone.
 */
export function mailIdentity(
  of: { outboxId: string; kind: string; thread: string | null; domain: string },
  sign: Sign,
): MailIdentity {
  const id = (thread: string, part: string) => `<${thread}.${part}.${sign(`${thread}.${part}`)}@${of.domain}>`
  if (of.thread === null) return { messageId: id('account', of.outboxId), inReplyTo: undefined, references: [] }
  const first = id(of.thread, 'received')
  return of.kind === 'case_received' || of.kind === 'request_received'
    ? { messageId: first, inReplyTo: undefined, references: [] }
    : { messageId: id(of.thread, of.outboxId), inReplyTo: first, references: [first] }
}
