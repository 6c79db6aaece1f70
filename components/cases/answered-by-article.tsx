import { useEffect, useRef } from 'react'
import { Button, ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'

/** Stands instead of the form once an article has answered it: nothing was sent, and the form can be had back as it was. */
export function AnsweredByArticle({ title, onNotSolved }: { title: string; onNotSolved: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <Card pad className="mt-6 max-w-[68ch]">
      <h2 ref={heading} tabIndex={-1}>
        Answered by an article
      </h2>
      <p className="mt-1 text-ink-2">“{title}” solved it. Nothing was sent, and your draft is put away.</p>
      <div className="mt-4 flex flex-wrap gap-2">
        <ButtonLink href="/cases" variant="primary">
          Go to your cases
        </ButtonLink>
        <Button onClick={onNotSolved}>It did not after all</Button>
      </div>
    </Card>
  )
}
