import { cx } from './class-names'

/** Lines in the place of words that are on their way, each so many percent wide; `label` says so to who listens. */
export function Skeleton({ label, lines, className }: { label: string; lines: readonly number[]; className?: string }) {
  return (
    <span role="status" className={cx('grid gap-3', className)}>
      <span className="sr-only">{label}</span>
      {lines.map((width, at) => (
        <span key={at} className="skel" style={{ width: `${width}%` }} />
      ))}
    </span>
  )
}
