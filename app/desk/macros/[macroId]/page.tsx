import type { Metadata } from 'next'
import { cache } from 'react'
import { MacroForm } from '@/components/macros/macro-form'
import { DeskBar } from '@/components/layout/desk-bar'
import { Crumbs } from '@/components/ui/crumbs'
import { canShareMacros } from '@/lib/cases/policy'
import { getMacro } from '@/lib/cases/queries/macros'
import { deskContext, guarded } from '@/lib/web/context'
import { saveMacro } from '../actions'
import { macroRegions } from '../regions'

const load = cache(async (macroId: string) => guarded(getMacro(await deskContext(), macroId)))

export async function generateMetadata({ params }: PageProps<'/desk/macros/[macroId]'>): Promise<Metadata> {
  return { title: (await load((await params).macroId)).name }
}

export default async function MacroPage({ params }: PageProps<'/desk/macros/[macroId]'>) {
  const ctx = await deskContext()
  const { actor } = ctx
  const [macro, { kept }] = await Promise.all([load((await params).macroId), guarded(macroRegions(ctx))])
  return (
    <>
      <DeskBar title={macro.name} />
      <div className="desk-page grid gap-4">
        <Crumbs trail={[{ label: 'Macros', href: '/desk/macros' }, { label: macro.name }]} />
        <MacroForm macro={macro} agentName={actor.name} mayShare={canShareMacros(actor, null)} regions={kept} save={saveMacro} />
      </div>
    </>
  )
}
