import { Avatar } from '@/components/ui/avatar'
import { Card } from '@/components/ui/card'
import { When } from '@/components/ui/when'
import type { RequestMessage, RequestStep } from '@/lib/engagements/views'
import type { Instant } from '@/lib/kernel/time'
import type { ReactNode } from 'react'
import { stepWords } from './request-words'

/** What happened with a request and what was written about it, the first first; below it `children`, where one writes. */
export function RequestThread({
  steps,
  messages,
  readerId,
  zone,
  now,
  children,
}: {
  steps: readonly RequestStep[]
  messages: readonly RequestMessage[]
  readerId: string
  zone: string
  now: Instant
  children?: ReactNode
}) {
  const entries = [...steps, ...messages].sort((a, b) => a.at - b.at)
  return (
    <Card pad aria-labelledby="thread">
      <h2 id="thread">What happened</h2>
      <ol className="mt-3 grid gap-4">
        {entries.map((entry) => {
          const words = 'body' in entry ? entry.body : entry.reason
          return (
            <li key={entry.id} className="flex items-start gap-2.5">
              <Avatar name={entry.by.name} />
              <div className="min-w-0">
                <p className="num">
                  <b>{entry.by.name}</b>
                  {entry.by.id === readerId && ' (you)'} {'body' in entry ? 'wrote' : stepWords(entry)}{' '}
                  <span className="text-sm whitespace-nowrap text-ink-2">
                    <When at={entry.at} zone={zone} now={now} />
                  </span>
                </p>
                {words !== '' && <p className="mt-1 whitespace-pre-line wrap-anywhere">{words}</p>}
              </div>
            </li>
          )
        })}
      </ol>
      {children && <div className="mt-5">{children}</div>}
    </Card>
  )
}
