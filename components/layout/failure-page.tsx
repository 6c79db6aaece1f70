'use client'

import { buttonClass } from '@/components/ui/button-look'
import { QuietPage } from './quiet-page'

/** The reference under which the server's log has the error; nothing else of an error is ever shown. */
export function referenceOf(error: unknown): string | undefined {
  return error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined
}

/**
 * What a failed page shows: one sentence, a reference, another try. The digest `unavailable` says that the database is away,
 * which passes by itself.
 */
export function FailurePage({ error, retry, alone }: { error: unknown; retry: () => void; alone?: boolean }) {
  const reference = referenceOf(error)
  if (reference === 'unavailable') {
    return (
      <QuietPage title="We cannot reach our database" alone={alone} actions={<Retry retry={retry} />}>
        <p>Nothing was changed, and nothing is lost. It usually takes less than a minute until this page can be shown again.</p>
      </QuietPage>
    )
  }
  return (
    <QuietPage title="This page could not be shown" alone={alone} actions={<Retry retry={retry} />}>
      <p>
        Something went wrong on our side. Please try again; if it stays so, tell us
        {reference ? ' this reference' : ' when it happened'}.
      </p>
      {reference && <p className="mono num text-ink">{reference}</p>}
    </QuietPage>
  )
}

function Retry({ retry }: { retry: () => void }) {
  return (
    <button type="button" className={buttonClass({ variant: 'primary' })} onClick={retry}>
      Try again
    </button>
  )
}
