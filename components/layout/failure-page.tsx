'use client'

import { useTransition } from 'react'
import { buttonClass } from '@/components/ui/button-look'
import { QuietPage } from './quiet-page'
import { WayBack, type Place } from './way-back'

/** The reference under which the server's log has the error; nothing else of an error is ever shown. */
export function referenceOf(error: unknown): string | undefined {
  return error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined
}

/**
 * What a failed page shows: one sentence, a reference, another try, a way elsewhere. The digest `unavailable` says that the database is
 * away, which passes by itself.
 */
export function FailurePage({ error, retry, homeHref, homeLabel, alone }: { error: unknown; retry: () => void } & Place) {
  const reference = referenceOf(error)
  const actions = (
    <>
      <Retry retry={retry} />
      <WayBack href={homeHref}>{homeLabel}</WayBack>
    </>
  )
  if (reference === 'unavailable') {
    return (
      <QuietPage title="We cannot reach our database" alone={alone} actions={actions}>
        <p>Nothing was changed, and nothing is lost. It usually takes less than a minute until this page can be shown again.</p>
      </QuietPage>
    )
  }
  return (
    <QuietPage title="This page could not be shown" alone={alone} actions={actions}>
      <p>
        Something went wrong on our side. Please try again; if it stays so, tell us
        {reference ? ' this reference' : ' when it happened'}.
      </p>
      {reference && <p className="mono num text-ink">{reference}</p>}
    </QuietPage>
  )
}

function Retry({ retry }: { retry: () => void }) {
  const [isPending, start] = useTransition()
  return (
    <button
      type="button"
      className={buttonClass({ variant: 'primary' })}
      aria-busy={isPending || undefined}
      aria-disabled={isPending || undefined}
      onClick={() => {
        if (!isPending) start(retry)
      }}
    >
      {isPending && <span className="spinner" aria-hidden="true" />}
      Try again
    </button>
  )
}
