import { cx } from './class-names'

/** Rendered Markdown. `html` comes from the one renderer that sanitizes; nothing else may be passed. */
export function Prose({ html, className }: { html: string; className?: string }) {
  return <div className={cx('prose', className)} dangerouslySetInnerHTML={{ __html: html }} />
}
