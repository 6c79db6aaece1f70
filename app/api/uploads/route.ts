import { listOwnUploads } from '@/lib/files/queries'
import { UploadIds } from '@/lib/files/upload'
import { route } from '@/lib/web/route'
import { z } from 'zod'

/** Which of these uploads are still there, for a draft that is opened again. */
export const GET = route('account', z.object({ id: UploadIds }), async (ctx, { id }) => listOwnUploads(ctx, id))
