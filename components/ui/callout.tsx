import * as circleAlertIcon from 'lucide-react/icons/circle-alert'
import * as circleCheckIcon from 'lucide-react/icons/circle-check'
import * as infoIcon from 'lucide-react/icons/info'
import * as messageCircleIcon from 'lucide-react/icons/message-circle'
import * as triangleAlertIcon from 'lucide-react/icons/triangle-alert'
import type { ReactNode } from 'react'
import { cx } from './class-names'
import { iconOf } from './icon'

const CircleAlert = iconOf(circleAlertIcon)
const CircleCheck = iconOf(circleCheckIcon)
const Info = iconOf(infoIcon)
const MessageCircle = iconOf(messageCircleIcon)
const TriangleAlert = iconOf(triangleAlertIcon)

export type CalloutTone = 'info' | 'ok' | 'warn' | 'bad' | 'accent'

const ICONS = { info: Info, ok: CircleCheck, warn: TriangleAlert, bad: CircleAlert, accent: MessageCircle }

/**
 * A few sentences that stand out. `announce` reads it out when it appears after an action: an error at once, the rest
 * politely.
 */
export function Callout({
  tone = 'info',
  title,
  announce,
  className,
  children,
}: {
  tone?: CalloutTone
  title?: ReactNode
  announce?: boolean
  className?: string
  children?: ReactNode
}) {
  const Icon = ICONS[tone]
  return (
    <div
      className={cx('callout', tone !== 'info' && `callout-${tone}`, className)}
      role={announce ? (tone === 'bad' ? 'alert' : 'status') : undefined}
    >
      <Icon aria-hidden="true" />
      <div className="min-w-0 grow">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  )
}

/** A line across the top of a page: lost connection, demo installation. Reads itself out politely when it appears. */
export function Notice({
  tone = 'warn',
  icon,
  children,
}: {
  tone?: 'warn' | 'info' | 'bad'
  icon?: ReactNode
  children: ReactNode
}) {
  return (
    <div className={cx('notice', tone !== 'warn' && `notice-${tone}`)} role="status">
      {icon}
      {children}
    </div>
  )
}
