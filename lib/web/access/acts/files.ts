// The acts of the access matrix that are about files. Used by tests only.
import type { Ctx } from '@/db/context'
import { newId } from '@/lib/kernel/ids'
import type { Acts } from './act'

const filing = () => import('@/lib/files/commands/keeping')
const receiving = () => import('@/lib/files/commands/receive')
const reads = () => import('@/lib/files/queries')

const note = ({ now }: Ctx) => ({ id: newId(now), name: 'note.txt', size: 5, body: new Response('hello').body! })

export const FILE_ACTS: Acts = {
  'files/commands/keeping.findForPreview': async (ctx, { fileId }) => (await filing()).findForPreview(ctx, fileId),
  'files/commands/keeping.noteMissing': async (ctx, { fileId }) => (await filing()).noteMissing(ctx, fileId, true),
  'files/commands/keeping.notePreview': async (ctx, { fileId }) => (await filing()).notePreview(ctx, fileId, { kind: 'refused' }),
  'files/commands/keeping.sweepFiles': async (ctx) => (await filing()).sweepFiles(ctx),
  'files/commands/receive.receiveUpload': async (ctx) => (await receiving()).receiveUpload(ctx, note(ctx)),
  'files/commands/receive.storeUpload': async (ctx) => (await receiving()).storeUpload(ctx, note(ctx)),
  'files/commands/uploads.discardUpload': async (ctx, { fileId }) =>
    (await import('@/lib/files/commands/uploads')).discardUpload(ctx, fileId),
  'files/queries.findOwnUpload': async (ctx, { fileId }) => (await reads()).findOwnUpload(ctx, fileId),
  'files/queries.listOwnUploads': async (ctx, { fileId }) => (await reads()).listOwnUploads(ctx, [fileId]),
}
