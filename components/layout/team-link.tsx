import * as usersRoundIcon from 'lucide-react/icons/users-round'
import Link from 'next/link'
import { iconOf } from '@/components/ui/icon'

const UsersRound = iconOf(usersRoundIcon)

/** The way to the organisation's own people, in the account menu of its administrators. */
export function TeamLink() {
  return (
    <Link href="/team" prefetch={false}>
      <UsersRound aria-hidden="true" />
      People
    </Link>
  )
}
