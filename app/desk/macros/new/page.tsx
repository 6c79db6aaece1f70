import type { Metadata } from 'next'
import { MacroForm } from '@/components/macros/macro-form'
import { DeskBar } from '@/components/layout/desk-bar'
import { Crumbs } from '@/components/ui/crumbs'
import { canShareMacros } from '@/lib/cases/policy'
import { deskContext } from '@/lib/web/context'
import { saveMacro } from '../actions'

export const metadata: Metadata = { title: 'New macro' }

export default async function NewMacroPage() {
  const { actor } = await deskContext()
  return (
    <>
      <DeskBar title="New macro" />
      <div className="desk-page grid gap-4">
        <Crumbs trail={[{ label: 'Macros', href: '/desk/macros' }, { label: 'New macro' }]} />
        <MacroForm agentName={actor.name} mayShare={canShareMacros(actor)} save={saveMacro} />
      </div>
    </>
  )
}
