'use client'

import { Callout } from '@/components/ui/callout'
import type { KeptDraft } from './kept-draft'

/** What was written elsewhere under the same draft; neither text overwrites the other. */
export function OtherText({ draft }: { draft: KeptDraft }) {
  return (
    <Callout tone="info" title="There is another text of this draft">
      <p className="whitespace-pre-wrap">{draft.other}</p>
      <p className="mt-2 flex gap-2">
        <button type="button" className="btn btn-sm" onClick={draft.takeOther}>
          Add it below mine
        </button>
        <button type="button" className="btn btn-sm" onClick={draft.dropOther}>
          Leave it out
        </button>
      </p>
    </Callout>
  )
}
