import Link from 'next/link'
import { Notice } from '@/components/ui/callout'

/** Stands above every page of a demo: what this is, and where its mails are. */
export function DemoNotice() {
  return (
    <Notice>
      <span>
        This is a demo on this machine, with invented people and cases. Its mails go nowhere:{' '}
        <Link href="/demo/mails" prefetch={false} className="link">
          read them here
        </Link>
        .
      </span>
    </Notice>
  )
}
