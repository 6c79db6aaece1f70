import Briefcase from 'lucide-react/icons/briefcase'
import Building from 'lucide-react/icons/building-2'
import CircleCheck from 'lucide-react/icons/circle-check'
import CircleUser from 'lucide-react/icons/circle-user'
import Clock from 'lucide-react/icons/clock'
import Ellipsis from 'lucide-react/icons/ellipsis'
import House from 'lucide-react/icons/house'
import Inbox from 'lucide-react/icons/inbox'
import Mail from 'lucide-react/icons/mail'
import Scroll from 'lucide-react/icons/scroll-text'
import User from 'lucide-react/icons/user'
import UserX from 'lucide-react/icons/user-round-x'
import Users from 'lucide-react/icons/users'

// Navigation names its icons, so that a page's payload carries a word and not a drawing.
const ICONS = {
  briefcase: Briefcase,
  building: Building,
  check: CircleCheck,
  profile: CircleUser,
  clock: Clock,
  more: Ellipsis,
  house: House,
  inbox: Inbox,
  mail: Mail,
  scroll: Scroll,
  user: User,
  nobody: UserX,
  users: Users,
} as const

export type NavIconName = keyof typeof ICONS

/** An icon beside the word of a navigation entry. */
export function NavIcon({ name }: { name: NavIconName }) {
  const Icon = ICONS[name]
  return <Icon aria-hidden="true" />
}
