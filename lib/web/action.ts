import 'server-only'
import { headers } from 'next/headers'
import type { z } from 'zod'
import type { Ctx } from '@/db/context'
import type { ActionState, FormAction, FormValues } from '@/lib/kernel/action-state'
import { Forbidden } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { currentInstant } from '@/lib/kernel/time'
import { openDoor, type Door, type DoorCtx } from './context'
import { noteDenial } from './denial'
import { doorFailure, failureOf, type Failure } from './failure'
import { parseInput, valuesOfForm, withoutSecrets } from './form-input'
import { isOwnOrigin } from './origin'

export type { ActionState, FormAction } from '@/lib/kernel/action-state'

/**
 * A server action for `useActionState`: checks where it comes from, parses the form, opens the door and runs. Refusals come
 * back as a state with what was typed; signals of Next such as `redirect` pass through. The command authorizes, not this.
 */
export function action<D extends Door, Input, Result>(
  door: D,
  schema: z.ZodType<Input>,
  run: (ctx: DoorCtx[D], input: Input) => Promise<Result>,
): FormAction<Result> {
  return async (_previous, form) => {
    let values: FormValues = {}
    let requestId = newId(currentInstant())
    let ctx: Ctx | undefined
    try {
      if (!isOwnOrigin(await headers())) throw new Forbidden('foreign origin')
      if (!(form instanceof FormData)) throw new Forbidden('not a form')
      values = valuesOfForm(form)
      const opened = await openDoor(door)
      requestId = opened.ctx.requestId
      if ('shut' in opened) return refused(doorFailure(opened.shut), values)
      ctx = opened.ctx
      return { status: 'done', result: await run(opened.ctx, parseInput(schema, values)) }
    } catch (error) {
      if (ctx && error instanceof Forbidden) noteDenial(ctx, error.permission)
      return refused(failureOf(error, requestId), values)
    }
  }
}

function refused<Result>({ code, message, fields }: Failure, values: FormValues): ActionState<Result> {
  return { status: 'error', code, message, fields, values: withoutSecrets(values) }
}
