'use client'

import { FailurePage } from '@/components/layout/failure-page'
import './globals.css'

/** When even the root layout fails. */
export default function GlobalFailure({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en-GB">
      <body>
        <title>Something went wrong · Concord</title>
        <FailurePage alone error={error} retry={retry} homeHref="/" homeLabel="Go to the start page" />
      </body>
    </html>
  )
}
