import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'

/** The way on for whom an article did not help. */
export function StillStuck() {
  return (
    <Card pad>
      <h2>Still stuck?</h2>
      <p className="mt-1 text-sm text-ink-2">Open a case. You see at once by when a person answers.</p>
      <ButtonLink href="/cases/new" variant="primary" className="mt-3 w-full justify-center">
        Open a case
      </ButtonLink>
    </Card>
  )
}
