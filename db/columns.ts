import { customType } from 'drizzle-orm/pg-core'
import type { Instant } from '../lib/kernel/time'

/** A timestamptz column with milliseconds whose value in code is an Instant; `db/client.ts` holds the codec. */
export const instant = customType<{ data: Instant; driverData: Instant }>({ dataType: () => 'timestamp (3) with time zone' })
