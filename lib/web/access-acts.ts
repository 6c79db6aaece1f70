// How the access matrix calls each function: with a context, on a case that belongs to organisation A. Used by tests only.
import { BILLING_ACTS } from './access/acts/billing'
import { BULK_ACTS } from './access/acts/bulk'
import { CASE_ACTS } from './access/acts/cases'
import { EXPENSE_ACTS } from './access/acts/expenses'
import { FILE_ACTS } from './access/acts/files'
import { HOURS_ACTS } from './access/acts/hours'
import { HOUSE_ACTS } from './access/acts/house'
import { KNOWLEDGE_ACTS } from './access/acts/knowledge'
import { NOTIFICATION_ACTS } from './access/acts/notifications'
import { PEOPLE_ACTS } from './access/acts/people'
import { QUEUE_ACTS } from './access/acts/queue'
import { QUOTE_ACTS } from './access/acts/quotes'
import { REQUEST_ACTS } from './access/acts/requests'
import { SHIFT_ACTS } from './access/acts/shifts'
import { STRUCTURE_ACTS } from './access/acts/structure'
import { UPDATE_ACTS } from './access/acts/updates'
import { VIEW_ACTS } from './access/acts/views'
import { WORK_ACTS } from './access/acts/work'
import { WRITING_ACTS } from './access/acts/writing'
import { joined } from './access/join'

/** By the name of a row. */
export const ACTS = joined([
  BILLING_ACTS,
  BULK_ACTS,
  CASE_ACTS,
  EXPENSE_ACTS,
  FILE_ACTS,
  HOURS_ACTS,
  HOUSE_ACTS,
  KNOWLEDGE_ACTS,
  NOTIFICATION_ACTS,
  PEOPLE_ACTS,
  QUEUE_ACTS,
  QUOTE_ACTS,
  REQUEST_ACTS,
  SHIFT_ACTS,
  STRUCTURE_ACTS,
  UPDATE_ACTS,
  VIEW_ACTS,
  WORK_ACTS,
  WRITING_ACTS,
])
