import 'server-only'
import { z } from 'zod'
import type { FormValues } from '@/lib/kernel/action-state'
import { Invalid, type FieldErrors } from '@/lib/kernel/errors'

const SECRET = /password|secret|token|csrf/i

/** What a form sent, by key: given several times → a list. Framework fields are left out; files are refused (AB-010, AB-058). */
export function valuesOfForm(form: Iterable<[string, FormDataEntryValue]>): FormValues {
  const values = new Map<string, string | string[]>()
  for (const [key, value] of form) {
    if (key.startsWith('$ACTION_')) continue
    if (typeof value !== 'string') throw new Invalid({ [key]: ['Files cannot be sent here.'] })
    const before = values.get(key)
    values.set(key, before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value])
  }
  return Object.fromEntries(values)
}

/** The values that may go back into the form; what looks like a secret never does. */
export function withoutSecrets(values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !SECRET.test(key)))
}

/**
 * Parses by the schema. A field that is a list in the schema may come once or not at all; keys that the schema does not
 * name are dropped. Throws Invalid with sentences by field.
 */
export function parseInput<T>(schema: z.ZodType<T>, values: Readonly<Record<string, unknown>>): T {
  const parsed = schema.safeParse(schema instanceof z.ZodObject ? withLists(schema, values) : values)
  if (parsed.success) return parsed.data
  const fields: FieldErrors = {}
  for (const { path, message } of parsed.error.issues) {
    const key = path.map(String).join('.')
    const before = Object.hasOwn(fields, key) ? fields[key] : undefined
    Object.defineProperty(fields, key, {
      value: [...(before ?? []), message],
      enumerable: true,
      configurable: true,
      writable: true,
    })
  }
  throw new Invalid(fields)
}

function withLists(schema: z.ZodObject, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const named = Object.entries(schema.shape).flatMap(([key, field]) => {
    const value = Object.hasOwn(values, key) ? values[key] : undefined
    if (!isList(field)) return value === undefined ? [] : [[key, value] as const]
    return [[key, value === undefined ? [] : Array.isArray(value) ? value : [value]] as const]
  })
  return Object.fromEntries(named)
}

function isList(field: unknown): boolean {
  if (field instanceof z.ZodArray) return true
  if (field instanceof z.ZodOptional || field instanceof z.ZodDefault || field instanceof z.ZodPrefault)
    return isList(field.unwrap())
  return field instanceof z.ZodPipe && isList(field.in)
}
