'use client'

import { Button } from '@/components/ui/button'
import { QuietPage } from './quiet-page'

/** The reference under which the server's log has the error; nothing else of an error is ever shown. */
export function referenceOf(error: unknown): string | undefined {
  return error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined
}

/** What a failed page shows: one sentence, a reference, another try. */
export function FailurePage({ error, retry, alone }: { error: unknown; retry: () => void; alone?: boolean }) {
  const reference = referenceOf(error)
  return (
    <QuietPage
      title="This page could not be shown"
      alone={alone}
      actions={
        <Button variant="primary" onClick={retry}>
          Try again
        </Button>
      }
    >
      <p>
        Something went wrong on our side. Please try again; if it stays so, tell us
        {reference ? ' this reference' : ' when it happened'}.
      </p>
      {reference && <p className="mono num text-ink">{reference}</p>}
    </QuietPage>
  )
}
