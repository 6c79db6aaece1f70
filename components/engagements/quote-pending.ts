// What the editor of a quote has not kept yet, for the buttons beside it: what is sent is what stands on the screen.

/** The revision under which everything is kept, or `unsaved` where it cannot be. */
export type Settled = number | 'unsaved'

let settleOpen: (() => Promise<Settled>) | undefined

/** The editor of the page says how its draft is kept at once; answers how to take that back. */
export function offerDraft(settle: () => Promise<Settled>): () => void {
  settleOpen = settle
  return () => {
    if (settleOpen === settle) settleOpen = undefined
  }
}

/** Keeps what is written, now; null where nothing is edited on this page. */
export async function settleDraft(): Promise<Settled | null> {
  return settleOpen === undefined ? null : settleOpen()
}
