import { z } from 'zod'
import { publicRoute } from '@/lib/web/route'

/** The process answers. Asks nothing else, so that an outage of the database restarts nobody. */
export const GET = publicRoute(z.object({}), async () => ({ status: 'live' }))
