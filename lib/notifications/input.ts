// What the pages of notifications are asked for, and what their forms send.
import { z } from 'zod'
import { CaseReference } from '../cases/input'
import { RequestReference } from '../engagements/input'

export const SHOWN = ['unread', 'all'] as const

/** The list as it stands in its address. */
export const ListNewsInput = z.object({
  show: z.enum(SHOWN).catch('unread').default('unread'),
  cursor: z.string().max(400).optional().catch(undefined),
})
export type ListNewsInput = z.infer<typeof ListNewsInput>

/** All news of a case. */
export const CaseNewsInput = z.object({ reference: CaseReference })
export type CaseNewsInput = z.infer<typeof CaseNewsInput>

/** All news of a request for a service, and of what was ordered by it. */
export const RequestNewsInput = z.object({ reference: RequestReference })
export type RequestNewsInput = z.infer<typeof RequestNewsInput>

export const FollowInput = z.object({ reference: CaseReference })
export type FollowInput = z.infer<typeof FollowInput>
