'use client'

import { FailurePage } from '@/components/layout/failure-page'

export default function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  return <FailurePage error={error} retry={retry} homeHref="/" homeLabel="Go to the start page" />
}
