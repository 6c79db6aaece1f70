import { cx } from './class-names'

export type MeterTone = 'ok' | 'warn' | 'hot' | 'accent'

/**
 * How much of something is used, 0 to 1 (more is shown as full). `label` says it in words ("3 h 19 m of 4 h used"); without
 * a label the meter is decoration beside words that say it already. `progress` makes it a progress bar with a live value.
 */
export function Meter({
  value,
  tone = 'ok',
  label,
  progress,
}: {
  value: number
  tone?: MeterTone
  label?: string
  progress?: boolean
}) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100)
  const role = progress
    ? { role: 'progressbar', 'aria-label': label, 'aria-valuenow': percent, 'aria-valuemin': 0, 'aria-valuemax': 100 }
    : label
      ? { role: 'img', 'aria-label': label }
      : { 'aria-hidden': true }
  return (
    <span className={cx('meter', tone !== 'ok' && `meter-${tone}`)} {...role}>
      <i style={{ width: `${percent}%` }} />
    </span>
  )
}
