import type { Metadata } from 'next'
import { MacroForm } from '@/components/macros/macro-form'
import { DeskBar } from '@/components/layout/desk-bar'
import { Crumbs } from '@/components/ui/crumbs'
import { canShareMacros } from '@/lib/cases/policy'
import { deskContext, guarded } from '@/lib/web/context'
import { saveMacro } from '../actions'
import { macroRegions } from '../regions'

export const metadata: Metadata = { title: 'New macro' }

export default async function NewMacroPage() {
  const ctx = await deskContext()
  const { actor } = ctx
  const { kept } = await guarded(macroRegions(ctx))
  return (
    <>
      <DeskBar title="New macro" />
      <div className="desk-page grid gap-4">
        <Crumbs trail={[{ label: 'Macros', href: '/desk/macros' }, { label: 'New macro' }]} />
        <MacroForm agentName={actor.name} mayShare={canShareMacros(actor, null)} regions={kept} save={saveMacro} />
      </div>
    </>
  )
}
