'use client'

import * as eyeIcon from 'lucide-react/icons/eye'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import type { FormAction } from '@/lib/kernel/action-state'
import { count } from '@/lib/kernel/words'
import type { FollowView } from '@/lib/notifications/views'
import { iconOf } from '@/components/ui/icon'

const Eye = iconOf(eyeIcon)

/** Follows a case or leaves it; says who follows. */
export function FollowButton({
  reference,
  view: { isFollowing, followers },
  follow,
  leave,
}: {
  reference: string
  view: FollowView
  follow: FormAction
  leave: FormAction
}) {
  const [, submit] = useAct(isFollowing ? leave : follow, { aloud: true })
  return (
    <form action={submit}>
      <input type="hidden" name="reference" value={reference} />
      <SubmitButton
        variant="default"
        small
        aria-pressed={isFollowing}
        title={followers.length === 0 ? 'Nobody follows it' : `${count(followers.length, 'follower')}: ${followers.join(', ')}`}
      >
        <Eye aria-hidden="true" />
        {isFollowing ? 'Following' : 'Follow'}
      </SubmitButton>
    </form>
  )
}
