import { INTERNAL, ONLY_SYSTEM, PEOPLE, type FunctionRows } from './row'

export const FILES: FunctionRows = {
  'files/commands/article-files.keepForArticle': INTERNAL,
  'files/commands/article-files.dropArticleFiles': INTERNAL,
  'files/commands/order-files.keepAsOrder': INTERNAL,
  'files/commands/receipt-files.keepAsReceipts': INTERNAL,
  'files/commands/keeping.findForPreview': ONLY_SYSTEM,
  'files/commands/keeping.noteMissing': ONLY_SYSTEM,
  'files/commands/keeping.notePreview': ONLY_SYSTEM,
  'files/commands/keeping.sweepFiles': ONLY_SYSTEM,
  'files/commands/receive.receiveUpload': { ok: PEOPLE },
  'files/commands/receive.storeUpload': { ok: PEOPLE },
  'files/commands/uploads.attachmentWrites': INTERNAL,
  // The upload that is named belongs to nobody who asks.
  'files/commands/uploads.discardUpload': { ok: [], notFound: PEOPLE },
  'files/commands/uploads.takeUploads': INTERNAL,
  'files/queries.findOwnUpload': { ok: PEOPLE },
  'files/queries.listCaseFiles': INTERNAL,
  'files/queries.listOwnUploads': { ok: PEOPLE },
}
