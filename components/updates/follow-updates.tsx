'use client'

import { Callout } from '@/components/ui/callout'
import { RadioCards } from '@/components/ui/choice'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { valueOf, type FormAction } from '@/lib/kernel/action-state'
import { FOLLOWINGS, type Following } from '@/lib/updates/update'
import { FOLLOWING_WORDS } from './update-words'

/** Whether and how the reader gets updates by mail. */
export function FollowUpdates({ following, follow }: { following: Following | null; follow: FormAction }) {
  const [state, send] = useAct(follow)
  const stands = following ?? 'no'
  return (
    <form action={send} className="grid gap-3">
      {state.status === 'error' && (
        <Callout tone="bad" announce>
          {state.message}
        </Callout>
      )}
      <RadioCards
        key={stands}
        name="following"
        legend="By mail"
        defaultValue={valueOf(state, 'following', stands)}
        options={[...FOLLOWINGS, 'no' as const].map((value) => ({ value, ...FOLLOWING_WORDS[value] }))}
      />
      <div>
        <SubmitButton variant="default">Save</SubmitButton>
      </div>
      {state.status === 'done' && (
        <p role="status" className="text-sm text-ink-2">
          {following === null ? 'You get no mail about updates.' : 'You follow product updates.'}
        </p>
      )}
    </form>
  )
}
