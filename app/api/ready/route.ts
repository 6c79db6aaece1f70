import { z } from 'zod'
import { readiness } from '@/lib/web/health'
import { publicRoute } from '@/lib/web/route'

/** Whether this process should be sent requests: 200 or 503, with what is missing. */
export const GET = publicRoute(z.object({}), readiness)
