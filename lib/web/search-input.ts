import 'server-only'
import { notFound } from 'next/navigation'
import type { z } from 'zod'

/**
 * What a list is asked for, from the address of its page: the last of a repeated parameter counts, and an address that the
 * schema refuses leads to the 404 page.
 */
export async function searchInput<T>(
  schema: z.ZodType<T>,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
): Promise<T> {
  const entries = Object.entries(await searchParams).map(([key, value]) => [key, Array.isArray(value) ? value.at(-1) : value])
  const parsed = schema.safeParse(Object.fromEntries(entries))
  return parsed.success ? parsed.data : notFound()
}
