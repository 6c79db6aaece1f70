import { authDoor } from '@/lib/web/auth'
import { AuthInput } from '@/lib/identity/input'
import { publicRoute } from '@/lib/web/route'

export const GET = publicRoute(AuthInput, authDoor)
export const POST = publicRoute(AuthInput, authDoor, { maxBytes: 16 * 1024 })
