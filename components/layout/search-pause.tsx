import { Callout } from '@/components/ui/callout'
import { count } from '@/lib/kernel/words'

/** Stands where the finds would stand, while somebody has searched too often; the form above keeps the words. */
export function SearchPause({ seconds }: { seconds: number }) {
  return (
    <Callout tone="warn" title="That was a lot of searching in one minute" announce>
      <p>Your words still stand in the field. Search for them again in {count(seconds, 'second')}.</p>
    </Callout>
  )
}
