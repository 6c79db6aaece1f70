import { initials } from '@/lib/kernel/words'
import { cx } from './class-names'

const TINTS = ['', 'avatar-b', 'avatar-c', 'avatar-d']

/** The tint of a name: the same name always has the same. */
export function tintOf(name: string): string | undefined {
  let sum = 0
  for (let i = 0; i < name.length; i++) sum = (sum * 31 + name.charCodeAt(i)) >>> 0
  return TINTS[sum % TINTS.length]
}

/**
 * A person's initials; the same name always has the same tint. Hidden from assistive technology, because the name stands
 * beside it; where it stands alone, set `labelled`.
 */
export function Avatar({ name, size, labelled }: { name: string; size?: 'md' | 'lg'; labelled?: boolean }) {
  const label = labelled ? { role: 'img', 'aria-label': name, title: name } : { 'aria-hidden': true }
  return <span className={cx('avatar', tintOf(name), size && `avatar-${size}`)} {...label} data-initials={initials(name)} />
}
