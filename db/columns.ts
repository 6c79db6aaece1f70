import { customType } from 'drizzle-orm/pg-core'
import type { Instant } from '../lib/kernel/time'
import { instantFromPostgres } from './wire'

/**
 * A timestamptz column with milliseconds whose value in code is an Instant. The connection's codec (`db/wire.ts`) has parsed it
 * already, except inside JSON that PostgreSQL built, where it is text.
 */
export const instant = customType<{ data: Instant; driverData: Instant | string }>({
  dataType: () => 'timestamp (3) with time zone',
  fromDriver: (value) => (typeof value === 'string' ? instantFromPostgres(value) : value),
})

/** Full transaction id; readers order by it because ids are given before commit (ME-19). */
export const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' })

export const tsvector = customType<{ data: string; driverData: string }>({ dataType: () => 'tsvector' })
