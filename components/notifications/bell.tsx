import * as bellIcon from 'lucide-react/icons/bell'
import Link from 'next/link'
import { unreadWords } from './unread-words'
import { iconOf } from '@/components/ui/icon'

const Bell = iconOf(bellIcon)

/** The way to one's notifications, with how many are unread. Stands in the shells' `bell`. */
export function NotificationBell({ href, unread }: { href: string; unread: number }) {
  return (
    <Link href={href} prefetch={false} className="bell" aria-label={`Notifications, ${unreadWords(unread)}`}>
      <Bell aria-hidden="true" />
      {unread > 0 && (
        <span className="bell-count" aria-hidden="true">
          {shortCount(unread)}
        </span>
      )}
    </Link>
  )
}

/** As much as fits into the mark: "7", "99+". */
export function shortCount(unread: number): string {
  return unread > 99 ? '99+' : String(unread)
}
