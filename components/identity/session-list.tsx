import { Tag } from '@/components/ui/tag'
import { When } from '@/components/ui/when'
import type { SessionView } from '@/lib/identity/views'
import type { FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import { ActButton } from './act-form'

const METHODS: Record<SessionView['signedInWith'], string> = {
  password: 'by password',
  link: 'by mailed link',
  oidc: 'by company sign-in',
}

type Props = {
  sessions: readonly SessionView[]
  currentId?: string
  zone: string
  now: Instant
  /** Ends one of one's own sessions; left out where they are only shown. */
  revoke?: FormAction
}

/** Where somebody is signed in, the latest used first. */
export function SessionList({ sessions, currentId, zone, now, revoke }: Props) {
  if (sessions.length === 0) return <p className="text-ink-2">Signed in nowhere.</p>
  return (
    <ul className="grid gap-3">
      {sessions.map((session) => (
        <li key={session.sessionId} className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <div className="min-w-0 grow basis-52">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{session.device}</span>
              {session.sessionId === currentId && <Tag tone="ok">This one</Tag>}
            </p>
            <p className="text-sm text-ink-2">
              In use <When at={session.seenAt} zone={zone} now={now} />, signed in {METHODS[session.signedInWith]}{' '}
              <When at={session.createdAt} zone={zone} now={now} />
              {session.address !== 'local' && <span className="num"> from {session.address}</span>}
            </p>
          </div>
          {revoke && session.sessionId !== currentId && (
            <ActButton act={revoke} fields={{ sessionId: session.sessionId }} label={`Sign out ${session.device}`}>
              Sign out
            </ActButton>
          )}
        </li>
      ))}
    </ul>
  )
}
