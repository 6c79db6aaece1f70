'use client'

import * as printerIcon from 'lucide-react/icons/printer'
import { Button } from '@/components/ui/button'
import { iconOf } from '@/components/ui/icon'

const Printer = iconOf(printerIcon)

/** Opens the browser's print dialog, which also keeps a page as PDF. */
export function PrintButton() {
  return (
    <Button variant="primary" small onClick={() => window.print()}>
      <Printer aria-hidden="true" />
      Print or save as PDF
    </Button>
  )
}
