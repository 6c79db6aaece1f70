'use client'

import * as eyeIcon from 'lucide-react/icons/eye'
import { useActionState } from 'react'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast-store'
import { IDLE, type FormAction } from '@/lib/kernel/action-state'
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
  const [, submit] = useActionState(async (...args: Parameters<FormAction>) => {
    const state = await (isFollowing ? leave : follow)(...args)
    if (state.status === 'error') toast(state.message)
    return state
  }, IDLE)
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
