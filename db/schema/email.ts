import { bigserial, index, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from '../columns'

/** Mail that the embedded catcher of a demo or test installation took in. */
export const caughtMails = pgTable(
  'caught_mails',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    sender: text('sender').notNull(),
    recipient: text('recipient').notNull(),
    subject: text('subject').notNull(),
    messageId: text('message_id').notNull(),
    text: text('text').notNull(),
    html: text('html'),
    raw: text('raw').notNull(),
  },
  (table) => [index('caught_mails_recipient_idx').on(table.recipient, table.id)],
)
