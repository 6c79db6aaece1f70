// What the pages of notifications are asked for, and what their forms send.
import { z } from 'zod'
import { CaseReference } from '../cases/input'

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

export const FollowInput = z.object({ reference: CaseReference })
export type FollowInput = z.infer<typeof FollowInput>
