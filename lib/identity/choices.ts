// What somebody is told of, and where: on the page of notifications, by mail, both or neither. The account holds only what its
// person has changed; the rest is as below.
import { z } from 'zod'

/** What staff are told of: promises at risk or broken, being named in a note, being given a case, what happens on followed cases. */
export const STAFF_TOPICS = ['promise', 'mention', 'assigned', 'followed'] as const
/** What customers are told of on their cases: our answers, and changes of status and level. */
export const CUSTOMER_TOPICS = ['answer', 'change'] as const
export type Topic = (typeof STAFF_TOPICS)[number] | (typeof CUSTOMER_TOPICS)[number]

const Places = z.object({ page: z.boolean(), mail: z.boolean() })
/** Where news of a topic appears. */
export type Places = z.infer<typeof Places>

export const NotificationChoices = z.object({
  topics: z.partialRecord(z.enum([...STAFF_TOPICS, ...CUSTOMER_TOPICS]), Places).optional(),
  /** A mail at the start of each working day with what is due and what is unread. */
  digest: z.boolean().optional(),
  /** Mail about our work waits for working hours. */
  quiet: z.boolean().optional(),
})
export type NotificationChoices = z.infer<typeof NotificationChoices>

const USUAL: Record<Topic, Places> = {
  promise: { page: true, mail: true },
  mention: { page: true, mail: true },
  assigned: { page: true, mail: true },
  followed: { page: true, mail: false },
  answer: { page: true, mail: true },
  change: { page: true, mail: true },
}

/** Where this person hears of a topic; of null, which is no choice, everywhere. */
export function placesOf(choices: NotificationChoices, topic: Topic | null): Places {
  if (topic === null) return { page: true, mail: true }
  return choices.topics?.[topic] ?? USUAL[topic]
}

/** Whether they get the daily digest; staff do unless they said no. */
export function wantsDigest(choices: NotificationChoices, isStaff: boolean): boolean {
  return choices.digest ?? isStaff
}

/** Whether mail waits for their working hours, as it does unless they said no. */
export function isQuiet(choices: NotificationChoices): boolean {
  return choices.quiet ?? true
}
