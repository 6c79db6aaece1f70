'use client'

import * as downloadIcon from 'lucide-react/icons/download'
import { buttonClass } from '@/components/ui/button-look'
import { iconOf } from '@/components/ui/icon'

const Download = iconOf(downloadIcon)

/** Leads to the view as a CSV file. A client component, so that its drawing does not travel twice. */
export function DownloadView({ href }: { href: string }) {
  const label = 'Download this view as CSV'
  return (
    <a href={href} className={buttonClass({ small: true, icon: true })} aria-label={label} title={label} download>
      <Download aria-hidden="true" />
    </a>
  )
}
