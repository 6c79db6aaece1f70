import type { Metadata } from 'next'
import { MacroList } from '@/components/macros/macro-list'
import { DeskBar } from '@/components/layout/desk-bar'
import { ButtonLink } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { canShareMacros } from '@/lib/cases/policy'
import { listMacros } from '@/lib/cases/queries/macros'
import { deskContext, guarded } from '@/lib/web/context'
import { removeMacro, restoreMacro } from './actions'

export const metadata: Metadata = { title: 'Macros' }

export default async function MacrosPage() {
  const ctx = await deskContext()
  const macros = await guarded(listMacros(ctx))
  const acts = { remove: removeMacro, restore: restoreMacro }
  return (
    <>
      <DeskBar title="Macros">
        <ButtonLink href="/desk/macros/new" variant="primary" small>
          New macro
        </ButtonLink>
      </DeskBar>
      <div className="desk-page grid gap-4">
        <p className="text-ink-2">Write a reply once. Type / in a reply to use it.</p>
        <Card>
          <CardHead title="Everybody’s" />
          <MacroList
            macros={macros.filter(({ isShared }) => isShared)}
            mayChange={canShareMacros(ctx.actor)}
            empty={<EmptyState title="None yet">What everybody writes often belongs here.</EmptyState>}
            {...acts}
          />
        </Card>
        <Card>
          <CardHead title="Yours alone" />
          <MacroList
            macros={macros.filter(({ isShared }) => !isShared)}
            mayChange
            empty={<EmptyState title="None yet">Keep your own words here; colleagues do not see them.</EmptyState>}
            {...acts}
          />
        </Card>
      </div>
    </>
  )
}
