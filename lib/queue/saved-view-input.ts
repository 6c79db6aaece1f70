// What the commands of saved views take.
import { z } from 'zod'
import { Id } from '../kernel/ids'
import { line } from '../kernel/text'
import { QueueInput } from './filter'
import { keptAddress, parametersOf } from './saved-view'

const Address = z
  .string()
  .max(2_000)
  .transform((address, context) => {
    const parsed = QueueInput.omit({ cursor: true }).safeParse(parametersOf(address))
    if (parsed.success) return keptAddress(parsed.data)
    context.addIssue({ code: 'custom', message: 'These filters cannot be kept. Open the queue again and choose them anew.' })
    return z.NEVER
  })

/** A new view has a name and an address; of one that exists, what is not said stays as it is. */
export const SaveViewInput = z
  .object({
    /** Absent for a new one. */
    viewId: z.preprocess((value) => (value === '' ? undefined : value), Id.optional()),
    name: line({ max: 60, required: 'Please give it a name: it stands in the side bar.' }).optional(),
    address: Address.optional(),
    /** For everybody on the desk (on) or for oneself alone (off). */
    shared: z.preprocess((value) => (Array.isArray(value) ? value.at(-1) : value), z.stringbool().optional()),
    /** Makes it what its keeper sees on opening the desk. */
    first: z.stringbool().default(false),
  })
  .superRefine(({ viewId, name, address }, context) => {
    if (viewId !== undefined) return
    if (name === undefined) context.addIssue({ code: 'custom', path: ['name'], message: 'Please give it a name.' })
    if (address === undefined)
      context.addIssue({ code: 'custom', path: ['address'], message: 'Please open the queue and save from there.' })
  })
export type SaveViewInput = z.infer<typeof SaveViewInput>

export const ViewInput = z.object({ viewId: Id })
export type ViewInput = z.infer<typeof ViewInput>

export const MoveViewInput = ViewInput.extend({ direction: z.enum(['up', 'down']) })
export type MoveViewInput = z.infer<typeof MoveViewInput>

/** Nothing: the desk opens with the whole queue. */
export const DefaultViewInput = z.object({ viewId: z.union([z.literal(''), Id]) })
export type DefaultViewInput = z.infer<typeof DefaultViewInput>
