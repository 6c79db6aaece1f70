import { z } from 'zod'
import { signOut } from '@/lib/web/sign-out'
import { publicRoute } from '@/lib/web/route'

export const POST = publicRoute(z.object({}), signOut)
