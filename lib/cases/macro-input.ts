// What the commands of macros take.
import { z } from 'zod'
import { Id } from '../kernel/ids'
import { line, prose } from '../kernel/text'
import { CASE_CATEGORIES } from './case'
import { MACRO_OUTCOMES, MACRO_VARIABLES, unknownVariables, type ReadersChoice } from './macro'

const Body = prose({ max: 20_000, required: 'Please write the reply.' }).superRefine((body, ctx) => {
  const unknown = unknownVariables(body)
  if (unknown.length === 0) return
  const named = unknown.map((name) => `{{${name}}}`).join(', ')
  const known = Object.keys(MACRO_VARIABLES).map((name) => `{{${name}}}`)
  ctx.addIssue({ code: 'custom', message: `There is no ${named}. What can be filled in: ${known.join(', ')}.` })
})

export const SaveMacroInput = z.object({
  /** Absent for a new one. */
  macroId: z.preprocess((value) => (value === '' ? undefined : value), Id.optional()),
  name: line({ max: 80, required: 'Please give it a name: it is found by it.' }),
  body: Body,
  outcome: z.preprocess((value) => (value === '' ? null : value), z.enum(MACRO_OUTCOMES).nullable().default(null)),
  takes: z.stringbool().default(false),
  category: z.preprocess((value) => (value === '' ? null : value), z.enum(CASE_CATEGORIES).nullable().default(null)),
  /** `me`, `desk`, or the code of a region. */
  readers: z
    .string()
    .regex(/^(me|desk|[A-Z]{2,8})$/, 'Please choose who has it.')
    .default('me')
    .transform((chosen): ReadersChoice => (chosen === 'me' || chosen === 'desk' ? chosen : { region: chosen })),
})
export type SaveMacroInput = z.infer<typeof SaveMacroInput>

export const MacroInput = z.object({ macroId: Id })
export type MacroInput = z.infer<typeof MacroInput>
