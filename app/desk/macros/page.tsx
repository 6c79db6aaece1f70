import type { Metadata } from 'next'
import { MacroList } from '@/components/macros/macro-list'
import { DeskBar } from '@/components/layout/desk-bar'
import { ButtonLink } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { groupMacros } from '@/lib/cases/macro'
import { canShareMacros } from '@/lib/cases/policy'
import { listKeptMacros } from '@/lib/cases/queries/macros'
import { deskContext, guarded } from '@/lib/web/context'
import { removeMacro, restoreMacro } from './actions'
import { macroRegions } from './regions'

export const metadata: Metadata = { title: 'Macros' }

export default async function MacrosPage() {
  const ctx = await deskContext()
  const { actor } = ctx
  const [macros, { regions }] = await guarded(Promise.all([listKeptMacros(ctx), macroRegions(ctx)]))
  const { own, region, desk, others } = groupMacros(macros, actor.regionCode)
  const nameOf = (code: string) => regions.find((each) => each.code === code)?.name ?? code
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
          <CardHead title="Yours alone" />
          <MacroList
            macros={own}
            mayChange
            empty={<EmptyState title="None yet">Keep your own words here; colleagues do not see them.</EmptyState>}
            {...acts}
          />
        </Card>
        <Card>
          <CardHead title={`Region: ${nameOf(actor.regionCode)}`} />
          <MacroList
            macros={region}
            mayChange={canShareMacros(actor, actor.regionCode)}
            empty={
              <EmptyState title="None yet">What your region writes often belongs here; other regions do not see it.</EmptyState>
            }
            {...acts}
          />
        </Card>
        <Card>
          <CardHead title="The whole desk" />
          <MacroList
            macros={desk}
            mayChange={canShareMacros(actor, null)}
            empty={<EmptyState title="None yet">What everybody writes often belongs here.</EmptyState>}
            {...acts}
          />
        </Card>
        {others.map(({ code, macros }) => (
          <Card key={code}>
            <CardHead title={`Region: ${nameOf(code)}`} />
            <MacroList macros={macros} mayChange={canShareMacros(actor, code)} empty={null} {...acts} />
          </Card>
        ))}
      </div>
    </>
  )
}
