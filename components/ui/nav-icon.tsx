import * as bellIcon from 'lucide-react/icons/bell'
import * as bookOpenIcon from 'lucide-react/icons/book-open'
import * as briefcaseIcon from 'lucide-react/icons/briefcase'
import * as ellipsisIcon from 'lucide-react/icons/ellipsis'
import * as houseIcon from 'lucide-react/icons/house'
import * as inboxIcon from 'lucide-react/icons/inbox'
import * as scrollIcon from 'lucide-react/icons/scroll-text'
import * as userIcon from 'lucide-react/icons/user'
import * as userXIcon from 'lucide-react/icons/user-round-x'
import { iconOf } from './icon'

const Bell = iconOf(bellIcon)
const BookOpen = iconOf(bookOpenIcon)
const Briefcase = iconOf(briefcaseIcon)
const Ellipsis = iconOf(ellipsisIcon)
const House = iconOf(houseIcon)
const Inbox = iconOf(inboxIcon)
const Scroll = iconOf(scrollIcon)
const User = iconOf(userIcon)
const UserX = iconOf(userXIcon)

// Navigation names its icons, so that a page's payload carries a word and not a drawing.
const ICONS = {
  bell: Bell,
  book: BookOpen,
  briefcase: Briefcase,
  more: Ellipsis,
  house: House,
  inbox: Inbox,
  scroll: Scroll,
  user: User,
  nobody: UserX,
} as const

export type NavIconName = keyof typeof ICONS

/** An icon beside the word of an entry of a phone's bar; nothing else shows one, so every page carries no more of them. */
export function NavIcon({ name }: { name: NavIconName }) {
  const Icon = ICONS[name]
  return <Icon aria-hidden="true" />
}
